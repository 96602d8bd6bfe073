import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { request } from 'node:https'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { PROJECT_ROOT } from '#platform/config.ts'
import { findProgram } from '#tests/support/firefox.ts'
import type { Mutation } from '#tests/support/mutating-proxy.ts'
import { aFreePort, aServedFolder, startNginx, withoutNginx } from '#tests/support/nginx.ts'
import { requirement, type Visit } from '#tests/support/requirement.ts'

/**
 * The web server that docs/operations.md puts in front, made of its own words and run with a certificate of its own
 * (requirements 42 and 51).
 */

const without = withoutNginx || (findProgram('openssl') === undefined ? 'no openssl here' : false)

/** The configuration as the operator is told to write it. */
const told = (): string => {
  const [, block] =
    /```nginx\n([\s\S]*?)```/.exec(readFileSync(join(PROJECT_ROOT, 'docs', 'operations.md'), 'utf8')) ?? []
  assert.ok(block !== undefined, 'docs/operations.md has no nginx configuration')
  return block
}

/** A fault in the web server's configuration instead of in an answer. */
type Misconfigured = Mutation & { readonly wrong: (configuration: string) => string }
const misconfigured = (name: string, wrong: Misconfigured['wrong']): Misconfigured => ({ name, wrong })

const certified = (folder: string): { readonly certificate: string; readonly key: string } => {
  const [certificate, key] = [join(folder, 'own.pem'), join(folder, 'own.key')]
  const words = [
    'req',
    '-x509',
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:prime256v1',
    '-nodes',
    '-days',
    '2',
    '-subj',
    '/CN=example.se',
  ]
  if (!existsSync(certificate))
    execFileSync('openssl', [...words, '-keyout', key, '-out', certificate], { stdio: 'ignore' })
  return { certificate, key }
}

type Front = { readonly plain: string; readonly secure: string; readonly folder: string }

const withFront = async ({ url, mutation }: Visit, work: (front: Front) => Promise<void>): Promise<void> => {
  const { wrong = (text: string) => text } = (mutation ?? {}) as Partial<Misconfigured>
  const [folder, plain, secure] = [aServedFolder({ after }), await aFreePort(), await aFreePort()]
  const { certificate, key } = certified(folder)
  mkdirSync(join(folder, 'tmp'))
  const configuration = wrong(told())
    .replace('listen 443 ssl http2', `listen 127.0.0.1:${secure} ssl http2`)
    .replace('listen 80', `listen 127.0.0.1:${plain}`)
    .replace('/etc/ssl/example.pem', certificate)
    .replace('/etc/ssl/example.key', key)
    .replace('http://127.0.0.1:3000', url)
  const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${folder}/tmp/${name};`,
  )
  // Where the operator's own does not say otherwise, nginx logs to the folder it runs in.
  writeFileSync(
    join(folder, 'nginx.conf'),
    `pid ${folder}/pid; error_log /dev/null emerg; events {}\nhttp { access_log ${folder}/access.log; ${paths.join(' ')}\n${configuration} }`,
  )
  const nginx = await startNginx(join(folder, 'nginx.conf'), plain)
  try {
    await work({ plain: nginx.url, secure: `https://127.0.0.1:${secure}`, folder })
  } finally {
    await nginx.stop()
  }
}

const askSecurely = async (url: string, path: string): Promise<{ readonly status: number; readonly body: string }> =>
  new Promise((resolve, reject) => {
    request(`${url}${path}`, { rejectUnauthorized: false }, (answer) => {
      let body = ''
      answer.setEncoding('utf8').on('data', (part: string) => (body += part))
      answer.once('end', () => resolve({ status: answer.statusCode ?? 0, body }))
    })
      .once('error', reject)
      .end()
  })

if (without !== false) test('R42 R51 the web server in front', { skip: without })
else {
  requirement(
    42,
    'the web server in front sends plain http to https with 308, and passes https on',
    async (visit) =>
      withFront(visit, async ({ plain, secure }) => {
        for (const path of ['/', '/s/1497/a', '/s/en/0000?utm_source=x']) {
          const { status, headers } = await fetch(plain + path, { redirect: 'manual' })
          assert.deepEqual([status, headers.get('location')], [308, `https://example.se${path}`])
        }
        const { status, body } = await askSecurely(secure, '/s/1497/a')
        assert.equal(status, 200)
        assert.match(body, /<bdi dir="ltr">112<\/bdi>/)
      }),
    [
      misconfigured('plain http answered', (text) => text.replace(/return 308[^;]*;/, 'return 200 "x";')),
      misconfigured('a redirect that may change the method', (text) => text.replace('return 308', 'return 302')),
      misconfigured('a redirect that forgets the page', (text) => text.replace('$request_uri', '')),
    ],
  )

  requirement(
    51,
    'the web server in front writes down nobody',
    async (visit) =>
      withFront(visit, async ({ plain, secure, folder }) => {
        await fetch(`${plain}/s/1497/a`, { redirect: 'manual' })
        await askSecurely(secure, '/s/1497/a')
        await askSecurely(secure, '/zq')
        for (const file of readdirSync(folder).filter((name) => !/^(?:nginx\.conf|own\.)/.test(name) && name !== 'tmp'))
          assert.doesNotMatch(readFileSync(join(folder, file), 'utf8'), /127\.0\.0\.1|\/s\/1497|zq/, file)
      }),
    [misconfigured('an access log', (text) => text.replaceAll('access_log off;', ''))],
  )
}
