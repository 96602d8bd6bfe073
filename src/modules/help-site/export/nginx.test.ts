import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { request, type IncomingHttpHeaders } from 'node:http'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { contacts } from '#tests/support/builders.ts'
import { aFreePort, aServedFolder, startNginx, withoutNginx } from '#tests/support/nginx.ts'
import { someReviews } from '#tests/support/reports.ts'
import { aWorld } from '#tests/support/world.ts'
import { parseAddress } from '../address.ts'
import { answerTo } from '../answers.ts'
import { renderPage } from '../render.ts'
import { exportAddresses, narrowedTo } from './addresses.ts'
import { openExporter } from './export.ts'

/* A copy of Hjo, served by a real nginx, against what the program itself would answer. */

const NOW = new Date('2026-11-25T09:00:00Z')
const OWN_EXIT = 'http://127.0.0.1:9/own-way-out'
const codes = new Set(['1497', '2510', '9001'])
const reviews = someReviews({ code: '9001' })
const world = narrowedTo(aWorld({ localHelp: [contacts({ exit: OWN_EXIT })], reviews }), codes)
const skip = withoutNginx

const serve = async (): Promise<{ url: string; folder: string; said(): string }> => {
  const folder = aServedFolder({ after })
  const port = await aFreePort()
  const exporter = openExporter({ folder, listen: `127.0.0.1:${port}`, codes, progress: () => undefined })
  try {
    await exporter.write(world, NOW)
  } finally {
    await exporter.close()
  }
  const nginx = await startNginx(join(folder, 'nginx.conf'), port)
  after(nginx.stop)
  return { url: nginx.url, folder, said: nginx.said }
}
const served = skip === false ? await serve() : { url: '', folder: '', said: () => '' }

type Answer = { readonly status: number; readonly headers: IncomingHttpHeaders; readonly body: Buffer }

/** As the address is given, without a client's own tidying of it. */
const ask = async (
  path: string,
  { method = 'GET', body = '', ...headers }: Readonly<Record<string, string>> = {},
): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const asking = request(served.url, { path, method, headers, agent: false }, (response) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(parts) }),
      )
    })
    asking.on('error', reject)
    asking.end(body)
  })

/** What the program would answer. */
const own = (
  path: string,
  method = 'GET',
): { status: number; headers: Readonly<Record<string, string>>; body: string } =>
  (method === 'GET' ? renderPage(world, parseAddress(path), NOW, 'export') : undefined) ??
  answerTo(world, { method, path, form: new URLSearchParams() }, NOW)

const isNeutral = (answer: Answer, status: number, what: string): void => {
  assert.equal(answer.status, status, what)
  assert.match(answer.body.toString(), /<form id="exit" method="post" action="\/x">/, what)
  assert.match(answer.body.toString(), /tel:112/, what)
  assert.equal(answer.headers['cache-control'], 'no-store', what)
  assert.match(String(answer.headers['content-security-policy']), /default-src 'none'/, what)
}

test('every page answers as in the program: status, headers and text', { skip }, async () => {
  for (const { path } of exportAddresses(world)) {
    const answer = await ask(path)
    const page = own(path)
    assert.equal(answer.status, page.status, path)
    assert.equal(answer.body.toString(), page.body, path)
    for (const [name, value] of Object.entries(page.headers))
      assert.equal(answer.headers[name.toLowerCase()], value, `${path}: ${name}`)
  }
  assert.equal(served.said(), '', 'nginx complained')
})

test('what has moved moves to the same place, whatever stands after it', { skip }, async () => {
  for (const path of [
    '/s/1497/',
    '/s/1497?x=1',
    '/s/1497/a/?fbclid=%0d%0a',
    '/?utm_source=x',
    '/s/sv/1497',
    '/s/sv/1497/a',
    '/s/EN/1497/b',
    '/s/ar/1497/a',
    '/o/about',
    '/o/sv/privacy',
    '/o/sv',
    '/o/ar/privacy',
    '/k/1497/',
    '/f/1497.html?v=2',
    '/o/?x',
    '/o/sv/review/9001',
    '/o/review/9001/',
    '/o/en/review.csv',
    '/o/sv/review/9001.json',
  ]) {
    const answer = await ask(path)
    const program = own(path)
    assert.equal(answer.status, program.status, path)
    assert.equal(answer.headers.location, program.headers['Location'], path)
  }
})

test('no address can write a header, or send anyone to another site', { skip }, async () => {
  for (const path of [
    '/%0d%0aX-Evil:%201/',
    '/s/sv/%0d%0aX-Evil:%201',
    '//evil.example/',
    '/s/1497%0d%0aX-Evil:1?x',
    '/%5cevil.example/?x',
  ]) {
    const answer = await ask(path)
    assert.equal(answer.headers['x-evil'], undefined, path)
    assert.doesNotMatch(answer.headers.location ?? '', /evil/, path)
  }
})

test('a place or a language that is not there leads to the list, with a sentence', { skip }, async () => {
  for (const [path, sentence] of [
    ['/s/9999', 'Det finns ingen sådan kommun här. Välj i listan.'],
    ['/s/en/9999/a', 'Det finns ingen sådan kommun här. Välj i listan.'],
    ['/k/9999', 'Det finns ingen sådan kommun här. Välj i listan.'],
    ['/s/xx/1497', 'Sidan finns inte på det språket.'],
    ['/o/xx/privacy', 'Sidan finns inte på det språket.'],
  ] as const) {
    const answer = await ask(path)
    isNeutral(answer, 404, path)
    assert.ok(answer.body.includes(sentence), path)
    assert.match(answer.body.toString(), /href="\/s\/2510">Jokkmokk</, path)
    assert.equal(own(path).status, 404)
  }
})

test('anything else is a small neutral page', { skip }, async () => {
  for (const path of [
    '/admin',
    '/s',
    '/s/1497/z',
    '/s//1497',
    '/f/1497.pdf',
    '/f/9999.json',
    '/%ff',
    '/e/place.html',
    '/nginx.conf',
    '/s/1497.html',
    '/s/1497.html.br',
    '/index.html',
    '/.git/config',
  ]) {
    isNeutral(await ask(path), 404, path)
  }
  isNeutral(await ask('/s/../../nginx.conf'), 400, 'out of the folder')
  isNeutral(await ask('/../../etc/passwd'), 400, 'out of the site')
  isNeutral(await ask(`/${'a'.repeat(20_000)}`), 414, 'a long address')
  isNeutral(await ask('/s/1497', { cookie: 'a'.repeat(40_000) }), 400, 'huge headers')
  isNeutral(await ask('/', { method: 'POST', body: `q=${'a'.repeat(5000)}` }), 413, 'a large form')
  isNeutral(await ask('/s/1497%00'), 400, 'NUL')
})

test('a wrong method is answered with the way out, and what is allowed', { skip }, async () => {
  for (const [method, path] of [
    ['POST', '/'],
    ['POST', '/s/1497'],
    ['POST', '/o'],
    ['PUT', '/s/1497'],
    ['DELETE', '/f/1497.json'],
    ['POST', '/k/1497'],
  ] as const) {
    const answer = await ask(path, { method })
    isNeutral(answer, 405, `${method} ${path}`)
    assert.equal(answer.headers.allow, 'GET, HEAD')
  }
})

test('leaving works with every method, and is never refused', { skip }, async () => {
  for (const [path, options] of [
    ['/x', {}],
    ['/x', { method: 'POST' }],
    ['/x?x=1', {}],
    ['/x/', {}],
    ['/x/anything', {}],
    ['/x', { method: 'PUT', body: 'a'.repeat(100_000) }],
  ] as const) {
    const answer = await ask(path, options)
    assert.equal(answer.status, 200, path)
    assert.equal(answer.body.toString(), own('/x').body, path)
    for (const [name, value] of Object.entries(own('/x').headers))
      assert.equal(answer.headers[name.toLowerCase()], value, name)
  }
  for (const path of ['/y', '/y?x', '/y/', '/y/9999']) {
    const answer = await ask(path)
    assert.equal(answer.status, 303, path)
    assert.equal(answer.headers.location, world.prepared.exitUrl)
    assert.equal(answer.headers['clear-site-data'], '"cache", "cookies", "storage"')
    assert.equal(answer.headers['cache-control'], 'no-store')
  }
})

test("a municipality's own way out is kept in the copy", { skip }, async () => {
  assert.match((await ask('/s/1497')).body.toString(), /<form id="exit" method="post" action="\/x\/1497">/)
  assert.match((await ask('/x/1497', { method: 'POST' })).body.toString(), /url=\/y\/1497/)
  assert.equal((await ask('/y/1497')).headers.location, OWN_EXIT)
  assert.equal((await ask('/y/2510')).headers.location, world.prepared.exitUrl)
})

test('the twin that the browser takes is given out, and caches are told of it', { skip }, async () => {
  const plain = (await ask('/s/1497')).body
  const br = await ask('/s/1497', { 'accept-encoding': 'gzip, br' })
  assert.equal(br.headers['content-encoding'], 'br')
  assert.deepEqual(brotliDecompressSync(br.body), plain)
  const gzip = await ask('/s/1497', { 'accept-encoding': 'gzip' })
  assert.equal(gzip.headers['content-encoding'], 'gzip')
  assert.deepEqual(gunzipSync(gzip.body), plain)
  for (const answer of [br, gzip]) assert.equal(answer.headers.vary, 'Accept-Encoding')
  const head = await ask('/s/1497', { method: 'HEAD' })
  assert.deepEqual([head.status, head.body.length], [200, 0])
})

test('nobody writes down who asked', { skip }, async () => {
  await ask('/s/1497')
  await ask('/nothing')
  const files = readdirSync(served.folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes('/site'))
    .map(({ name }) => name)
  assert.deepEqual(files.toSorted(), ['nginx.conf', 'nginx.pid'])
  assert.equal(served.said(), '')
})
