import type { Headers } from '#platform/http/headers.ts'
import { ABOUT_PAGES, REVIEW_LANGUAGES, SOURCE_LANGUAGE } from '../address.ts'
import { AUDIENCES } from '../audience.ts'
import { pieceHeaders } from '../headers.ts'
import { blankPage } from '../pages/neutral.ts'
import { sayFor, type World } from '../world.ts'
import { headerLines, quoted, quotedUrl } from './nginx-words.ts'

export type NginxOptions = {
  /** Absolute path of the export's folder. */
  readonly folder: string
  /** Address and port, such as `127.0.0.1:8080`. */
  readonly listen: string
}

/** The first words of every configuration of ours; a folder that has it is one of our exports. */
export const MADE_BY = '# Made by "rackhall export".'

/** nginx looks for its modules where it was installed, so it is given no other place to look from. */
export const startCommand = (folder: string): string => `nginx -e /dev/null -c ${folder}/nginx.conf`

/** Where nginx puts what it cannot hold in memory; folders of the export's own. */
export const TEMPORARY = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'] as const

/**
 * A whole, working nginx configuration for the exported site (needs the static brotli module, package
 * `libnginx-mod-http-brotli-static`): the security headers, the two steps of leaving, what has moved, neutral errors,
 * and no log of who asked for what. What is sent on is only ever letters, digits, `/`, `.` and `-` of the address: a
 * line's end in one could otherwise write headers of its own.
 */
export const nginxConfig = (world: World, { folder, listen }: NginxOptions): string => {
  const { headers } = world.prepared
  return `${MADE_BY} Run it with: ${startCommand(folder)}
# Nothing is logged: who asked, for what and when is nobody's business.
include /etc/nginx/modules-enabled/*.conf;
pid ${quoted(`${folder}/nginx.pid`)};
error_log /dev/null emerg;
worker_processes auto;
events { worker_connections 4096; }

http {
  include /etc/nginx/mime.types;
  default_type text/html;
  charset utf-8;
  charset_types application/json text/csv;
  access_log off;
  server_tokens off;
  absolute_redirect off;
  merge_slashes off;
  sendfile on;
  tcp_nopush on;
  open_file_cache max=4000 inactive=10s;
  open_file_cache_valid 1s;
  etag off;
  if_modified_since off;
${temporary(folder)}
  client_header_timeout 5s;
  client_body_timeout 5s;
  client_max_body_size 4k;
  large_client_header_buffers 4 8k;

  server {
    listen ${listen};
    root ${quoted(`${folder}/site`)};
    gzip_static on;
    gzip_vary on;
    brotli_static on;

${headerLines(pageHeaders(headers.hidden), 4)}

    ${errorPages('/e/not-found.html')}

    # An address has no query and no trailing slash.
    if ($request_uri ~ "^(/[skfo](?:/[A-Za-z0-9.-]+)*)(?:/+(?:\\?.*)?|\\?.*)$") { return 308 $1; }
    if ($request_uri ~ "^/\\?") { return 308 /; }

    location ^~ /e/ {
      internal;
${headerLines({ ...headers.hidden, 'Cache-Control': 'no-store' }, 6)}
    }
    location = /e/method.html {
      internal;
${headerLines({ ...headers.hidden, 'Cache-Control': 'no-store', Allow: 'GET, HEAD' }, 6)}
    }

${leaving(world)}
    location = / { try_files /index.html =404; }
${pages(world)}
    # The one page that search engines may show.
    location ~ "^/k/[0-9]{4}$" {
${headerLines(pageHeaders(headers.found), 6)}
      ${errorPages('/e/place.html')}
      try_files $uri.html =404;
    }
    # Pieces for a municipality's own site: any site may take them, and keep them a while.
    location ~ "^/f/[0-9]{4}(?:/${KEY})?\\.(?:html|json)$" {
${headerLines(pieceHeaders(headers.bare), 6)}
    }
${reviewData(world)}    location / { return 404; }
  }
}
`
}

const temporary = (folder: string): string =>
  TEMPORARY.map((name) => `  ${name}_temp_path ${quoted(`${folder}/tmp/${name}`)};`).join('\n')

const KEY = `[${AUDIENCES.map(({ key }) => key).join('')}]`

/** Stand together wherever one of them does: an `error_page` of its own takes all others away from a place. */
const errorPages = (notFound: string): string =>
  [
    'error_page 400 495 496 497 /e/bad-request.html;',
    `error_page 403 404 ${notFound};`,
    'error_page 405 /e/method.html;',
    'error_page 408 /e/slow.html;',
    'error_page 413 414 494 /e/too-large.html;',
    'error_page 500 502 503 504 =404 /e/server-error.html;',
  ].join(' ')

/** Leaving is never refused, whatever comes with it; a municipality may have a way out of its own. */
const leaving = ({ prepared, facts }: World): string => {
  const { bare } = prepared.headers
  const blank = sayFor(prepared, SOURCE_LANGUAGE)('exit.blank-title')
  const steps = (where: (step: string) => string, code: string | undefined, url: string): string =>
    `    location ${where('x')} {
      client_max_body_size 0;
${headerLines({ ...bare, 'Cache-Control': 'no-store' }, 6)}
      return 200 ${quoted(blankPage(blank, code))};
    }
    location ${where('y')} {
      client_max_body_size 0;
${headerLines({ ...bare, 'Cache-Control': 'no-store', 'Clear-Site-Data': '"cache", "cookies", "storage"' }, 6)}
      return 303 ${quotedUrl(url)};
    }
`
  const own = [...facts.localHelp].flatMap(([code, { help }]) =>
    help.exit === undefined ? [] : [steps((step) => `= /${step}/${code}`, code, help.exit)],
  )
  return [steps((step) => `~ ^/${step}(?:/|$)`, undefined, prepared.exitUrl), ...own].join('')
}

/** The pages in their languages, and what has moved. */
const pages = ({ prepared: { texts }, facts, reviews }: World): string => {
  const tags = texts.languages.map(({ tag }) => tag).filter((tag) => tag !== SOURCE_LANGUAGE)
  const cards = tags.filter((tag) => !texts.released.has(tag)).join('|')
  const released = tags.filter((tag) => texts.released.has(tag)).join('|')
  const place = `[0-9]{4}(?:/${KEY})?`
  const about = `(?:${ABOUT_PAGES.join('|')})`
  const moved = facts.municipalities.moved.map(({ code, successor }) =>
    to(
      `~ "^/(?<kind>s|k|f)/(?<language>[a-zA-Z-]+/)?${code}(?<rest>(?:/${KEY})?(?:\\.(?:html|json))?)$"`,
      `308 /$kind/$language${successor}$rest`,
    ),
  )
  return [
    ...moved,
    to(`~* "^/s/${SOURCE_LANGUAGE}/(?<rest>(?-i:${place}))$"`, '308 /s/$rest'),
    ...(cards === '' ? [] : [to(`~ "^/s/(?<card>(?:${cards})/[0-9]{4})/${KEY}$"`, '302 /s/$card')]),
    found(`~ "^/s/(?:(?:${tags.join('|')})/)?${place}$"`, '/e/place.html'),
    ...tags.map((tag) => to(`~* "^/s/${tag}/(?<rest>(?-i:${place}))$"`, `308 /s/${tag}/$rest`)),
    `    location ~* "^/s/[a-z]{2,3}(?:-[a-z]+)?/(?-i:${place})$" { ${errorPages('/e/language.html')} return 404; }`,
    ...(reviews === undefined ? [] : reviewPages(facts.municipalities.moved)),
    to('= /o/about', '308 /o'),
    to(`~ "^/o/${SOURCE_LANGUAGE}(?<rest>/${about})?$"`, '308 /o$rest'),
    ...(cards === '' ? [] : [to(`~ "^/o/(?:${cards})(?<rest>/${about})?$"`, '302 /o$rest')]),
    found(`~ "^/o(?:/(?:${released}))?(?:/${about})?$"`, '/e/not-found.html'),
    `    location ~* "^/o/[a-z]{2,3}(?:-[a-z]+)?(?:/${about})?$" { ${errorPages('/e/language.html')} return 404; }`,
  ].join('\n')
}

const DATA = String.raw`\.(?:csv|json)|/[0-9]{4}\.json`

/** The review's pages in their two languages; the data, which is in none, has one address. */
const reviewPages = (moved: World['facts']['municipalities']['moved']): readonly string[] => [
  ...moved.flatMap(({ code, successor }) =>
    ['', 'en/'].map((language) =>
      to(`~ "^/o/${language}review/${code}(?<ending>(?:\\.json)?)$"`, `308 /o/${language}review/${successor}$ending`),
    ),
  ),
  to(`~ "^/o/${SOURCE_LANGUAGE}/review(?<rest>/how|/[0-9]{4})?$"`, '308 /o/review$rest'),
  to(`~ "^/o/(?:${REVIEW_LANGUAGES.join('|')})/review(?<rest>${DATA})$"`, '308 /o/review$rest'),
  found('~ "^/o/(?:en/)?review(?:/how|/[0-9]{4})?$"', '/e/not-found.html'),
]

/** The review as data; a server's own list of kinds of files may not have CSV. */
const reviewData = ({ prepared: { headers }, reviews }: World): string =>
  reviews === undefined
    ? ''
    : `    location ~ "^/o/review(?:\\.(?:csv|json)|/[0-9]{4}\\.json)$" {
      types { text/csv csv; application/json json; }
${headerLines(pieceHeaders(headers.bare), 6)}
    }
`

const to = (where: string, answer: string): string => `    location ${where} { return ${answer}; }`

const found = (where: string, notFound: string): string =>
  `    location ${where} { ${errorPages(notFound)} try_files $uri.html =404; }`

/** The headers of an exported page: browsers keep nothing, a shared cache a minute at most. */
const pageHeaders = (headers: Headers): Headers => ({
  ...headers,
  'Cache-Control': 'no-store',
  'CDN-Cache-Control': 'max-age=60',
})
