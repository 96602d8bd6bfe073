import type { Headers } from '#platform/http/headers.ts'
import { SOURCE_LANGUAGE } from '../address.ts'
import { pieceHeaders } from '../headers.ts'
import { blankPage } from '../pages/neutral.ts'
import { sayFor, type World } from '../world.ts'
import { cardTags } from './addresses.ts'

export type NginxOptions = {
  /** Absolute path of the export's folder. */
  readonly folder: string
  /** Address and port, such as `127.0.0.1:8080`. */
  readonly listen: string
}

/**
 * A whole, working nginx configuration for the exported site (needs the static brotli module, package
 * `libnginx-mod-http-brotli-static`): the security headers, the two steps of leaving, what has moved, neutral errors,
 * and no log of who asked for what.
 */
export const nginxConfig = (world: World, { folder, listen }: NginxOptions): string => {
  const { prepared, facts } = world
  const exits = [...facts.localHelp].flatMap(([code, { help }]) =>
    help.exit === undefined ? [] : [[code, help.exit] as const],
  )
  const blank = sayFor(prepared, SOURCE_LANGUAGE)('exit.blank-title')
  const cards = cardTags(world).join('|')
  return `# Made by "rackhall export". Run it with: nginx -p ${quoted(folder)} -c nginx.conf
# Nothing is logged: who asked, for what and when is nobody's business.
pid nginx.pid;
error_log /dev/null emerg;
worker_processes auto;
events { worker_connections 4096; }
include /etc/nginx/modules-enabled/*.conf;

http {
  include ${quoted('/etc/nginx/mime.types')};
  default_type text/html;
  charset utf-8;
  access_log off;
  server_tokens off;
  absolute_redirect off;
  sendfile on;
  tcp_nopush on;
  open_file_cache max=4000 inactive=10s;
  open_file_cache_valid 1s;
  etag off;
  if_modified_since off;
  client_body_temp_path tmp/body;
  proxy_temp_path tmp/proxy;
  fastcgi_temp_path tmp/fastcgi;
  uwsgi_temp_path tmp/uwsgi;
  scgi_temp_path tmp/scgi;
  client_header_timeout 5s;
  client_body_timeout 5s;
  client_max_body_size 4k;
  large_client_header_buffers 4 8k;

  server {
    listen ${listen};
    root ${quoted(`${folder}/site`)};
    gzip_static on;
    brotli_static on;

${headerLines(pageHeaders(prepared.headers.hidden), 4)}

    error_page 400 413 414 494 495 496 497 /e/bad-request.html;
    error_page 404 403 /e/not-found.html;
    error_page 405 /e/method.html;
    error_page 500 502 503 504 =404 /e/server-error.html;

    # An address has no query and no trailing slash.
    if ($is_args) { return 308 $uri; }
    location ~ ^(?<bare>/.*[^/])/+$ { return 308 $bare; }

    location ^~ /e/ { internal; }

    # Leaving is never refused, whatever comes with it.
    location ~ ^/x(?:/|$) {
${headerLines({ ...prepared.headers.bare, 'Cache-Control': 'no-store' }, 6)}
      return 200 ${quoted(blankPage(blank, undefined))};
    }
    location ~ ^/y(?:/|$) {
${headerLines(leavingHeaders(prepared.headers.bare), 6)}
      return 303 ${quoted(prepared.exitUrl)};
    }
${exits
  .map(
    ([code, url]) => `    location = /x/${code} {
${headerLines({ ...prepared.headers.bare, 'Cache-Control': 'no-store' }, 6)}
      return 200 ${quoted(blankPage(blank, code))};
    }
    location = /y/${code} {
${headerLines(leavingHeaders(prepared.headers.bare), 6)}
      return 303 ${quoted(url)};
    }
`,
  )
  .join('')}
    location = / { try_files /index.html =404; }
    location ~ ^/s/${SOURCE_LANGUAGE}/(?<rest>.+)$ { return 308 /s/$rest; }
${facts.municipalities.moved.map(({ code, successor }) => `    location ~ ^/(?<kind>s|k|f)/(?<language>[a-zA-Z-]+/)?${code}(?<rest>[/.].*)?$ { return 308 /$kind/$language${successor}$rest; }\n`).join('')}${cards === '' ? '' : `    location ~ ^/s/(?<card>(?:${cards})/[0-9]+)/[a-z]$ { return 302 /s/$card; }\n`}
    location ~ ^/s/[a-zA-Z0-9/-]+$ {
      error_page 404 /e/place.html;
      try_files $uri.html =404;
    }
    location ~ ^/o(?:/[a-zA-Z/-]+)?$ { try_files $uri.html =404; }
    # The one page that search engines may show.
    location ~ ^/k/[0-9]+$ {
${headerLines(pageHeaders(prepared.headers.found), 6)}
      error_page 404 /e/place.html;
      try_files $uri.html =404;
    }
    # Pieces for a municipality's own site: any site may take them, and keep them a while.
    location ~ ^/f/[0-9a-z/]+\\.(?:html|json)$ {
${headerLines(pieceHeaders(prepared.headers.bare), 6)}
    }
    location / { return 404; }
  }
}
`
}

/** The headers of an exported page: browsers keep nothing, a shared cache a minute at most. */
const pageHeaders = (headers: Headers): Headers => ({
  ...headers,
  'Cache-Control': 'no-store',
  'CDN-Cache-Control': 'max-age=60',
})

const leavingHeaders = (headers: Headers): Headers => ({
  ...headers,
  'Cache-Control': 'no-store',
  'Clear-Site-Data': '"cache", "cookies", "storage"',
})

const headerLines = (headers: Headers, indent: number): string =>
  Object.entries(headers)
    .map(([name, value]) => `${' '.repeat(indent)}add_header ${name} ${quoted(value)} always;`)
    .join('\n')

const quoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
