import assert from 'node:assert/strict'
import { createServer as createTcp, type AddressInfo } from 'node:net'
import test, { type TestContext } from 'node:test'
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { aSite, type Answer } from '#tests/support/crawled.ts'
import { isRefused } from './address-guard.ts'
import { failureOf } from './fetch-failure.ts'
import { openFetcher, type FetcherOptions } from './fetch.ts'

const fetcherFor = (t: TestContext, options: Partial<FetcherOptions> = {}) => {
  const fetcher = openFetcher({ userAgent: 'Rackhall/0 (+test)', allowLoopback: true, ...options })
  t.after(async () => fetcher.close())
  return fetcher
}

const packedAs =
  (encoding: string, body: Buffer): Answer =>
  (_request, response) =>
    void response.writeHead(200, { 'content-type': 'text/html', 'content-encoding': encoding }).end(body)

test('says who asks, in which language, and what it can unpack', async (t) => {
  const site = await aSite(t, { '/': '<p>hej' })
  await fetcherFor(t).fetch({ url: `${site.origin}/`, purpose: 'page' })
  const [asked] = site.asked
  assert.equal(asked?.headers['user-agent'], 'Rackhall/0 (+test)')
  assert.match(asked?.headers['accept-language'] ?? '', /^sv/)
  assert.equal(asked?.headers['accept-encoding'], 'gzip, deflate, br')
  assert.equal(asked?.headers['cookie'], undefined)
})

for (const [name, encoding, pack] of [
  ['gzip', 'gzip', gzipSync],
  ['deflate', 'deflate', deflateSync],
  ['bare deflate', 'deflate', deflateRawSync],
  ['brotli', 'br', brotliCompressSync],
] as const) {
  test(`unpacks ${name}`, async (t) => {
    const site = await aSite(t, { '/': packedAs(encoding, pack(Buffer.from('<p>Stöd'))) })
    const { body, status } = await fetcherFor(t).fetch({ url: `${site.origin}/`, purpose: 'page' })
    assert.equal(status, 200)
    assert.equal(Buffer.from(body).toString(), '<p>Stöd')
  })

  test(`unpacks no more of a bomb in ${name} than a page may be`, async (t) => {
    const site = await aSite(t, { '/': packedAs(encoding, pack(Buffer.alloc(5_000_000, 'a'))) })
    const limits = { htmlBytes: 100_000 }
    const { body, cut } = await fetcherFor(t, { limits }).fetch({ url: `${site.origin}/`, purpose: 'page' })
    assert.equal(body.length, 100_000)
    assert.equal(cut, 'too-large')
  })
}

test('a body that is not what its encoding says, or is packed twice, is a failure', async (t) => {
  const site = await aSite(t, {
    '/wrong': packedAs('gzip', Buffer.from('no gzip at all')),
    '/twice': packedAs('gzip, gzip', gzipSync(gzipSync('x'))),
  })
  const fetcher = fetcherFor(t)
  for (const path of ['/wrong', '/twice']) {
    const { failure, status } = await fetcher.fetch({ url: site.origin + path, purpose: 'page' })
    assert.deepEqual([failure, status], ['bad-encoding', 0])
  }
})

test('what comes unpacked is cut where a page ends, and a document may be longer', async (t) => {
  const site = await aSite(t, {
    '/page': (_request, response) =>
      void response.writeHead(200, { 'content-type': 'text/html' }).end('a'.repeat(5000)),
    '/plan.pdf': (_request, response) =>
      void response.writeHead(200, { 'content-type': 'application/pdf' }).end('a'.repeat(5000)),
  })
  const fetcher = fetcherFor(t, { limits: { htmlBytes: 1000, documentBytes: 8000 } })
  const page = await fetcher.fetch({ url: `${site.origin}/page`, purpose: 'page' })
  const plan = await fetcher.fetch({ url: `${site.origin}/plan.pdf`, purpose: 'document' })
  assert.deepEqual([page.body.length, page.cut], [1000, 'too-large'])
  assert.deepEqual([plan.body.length, plan.cut], [5000, undefined])
})

test('a server that drips is left in the middle, with what it gave', async (t) => {
  const site = await aSite(t, {
    '/': (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).write('<p>först')
      const dripping = setInterval(() => response.write('.'), 5)
      response.once('close', () => clearInterval(dripping))
    },
  })
  const { body, cut } = await fetcherFor(t, { limits: { wholeMs: 60 } }).fetch({
    url: `${site.origin}/`,
    purpose: 'page',
  })
  assert.equal(cut, 'too-slow')
  assert.match(Buffer.from(body).toString(), /^<p>först/)
})

test('a server that says nothing is a timeout, and one that hangs up a reset', async (t) => {
  const site = await aSite(t, {
    '/silent': () => undefined,
    '/hangs-up': (request) => void request.socket.destroy(),
    '/half': (request, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('half')
      setImmediate(() => request.socket.destroy())
    },
  })
  const fetcher = fetcherFor(t, { limits: { firstByteMs: 40 } })
  const failures = []
  for (const path of ['/silent', '/hangs-up', '/half']) {
    failures.push((await fetcher.fetch({ url: site.origin + path, purpose: 'page' })).failure)
  }
  assert.deepEqual(failures, ['timeout', 'connection-reset', 'connection-reset'])
})

test('what is no HTTP, and headers without end, are failures of their own', async (t) => {
  const raw = async (answer: string): Promise<string> => {
    const server = createTcp((socket) => void socket.on('error', () => undefined).end(answer))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    t.after(() => server.close())
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  }
  const fetcher = fetcherFor(t)
  const garbage = await fetcher.fetch({ url: await raw('SSH-2.0-OpenSSH\r\n\r\n'), purpose: 'page' })
  const long = `HTTP/1.1 200 OK\r\nx: ${'a'.repeat(40_000)}\r\n\r\n`
  const headers = await fetcher.fetch({ url: await raw(long), purpose: 'page' })
  assert.equal(garbage.failure, 'protocol')
  assert.equal(headers.failure, 'headers-too-large')
})

test('a redirect is an answer of its own and is not followed', async (t) => {
  const site = await aSite(t, {
    '/': (_request, response) => void response.writeHead(302, { location: '/annan' }).end('moved'),
  })
  const { status, headers, body } = await fetcherFor(t).fetch({ url: `${site.origin}/`, purpose: 'page' })
  assert.deepEqual([status, headers['location'], body.length], [302, '/annan', 0])
  assert.deepEqual(site.paths(), ['/'])
})

test('cookies keep their lines, other headers of one name are one', async (t) => {
  const site = await aSite(t, {
    '/': (_request, response) =>
      void response.writeHead(200, { 'set-cookie': ['a=1, x', 'b=2'], link: ['<a>', '<b>'] }).end(),
  })
  const { headers } = await fetcherFor(t).fetch({ url: `${site.origin}/`, purpose: 'page' })
  assert.deepEqual([headers['set-cookie'], headers['link']], ['a=1, x\nb=2', '<a>, <b>'])
})

test('nothing is read of a picture, nor of what is only probed', async (t) => {
  const site = await aSite(t, {
    '/bild': (_request, response) => void response.writeHead(200, { 'content-type': 'image/png' }).end('PNG'),
    '/sida': '<p>hej',
  })
  const fetcher = fetcherFor(t)
  assert.equal((await fetcher.fetch({ url: `${site.origin}/bild`, purpose: 'page' })).body.length, 0)
  assert.equal((await fetcher.fetch({ url: `${site.origin}/bild`, purpose: 'browser' })).body.length, 3)
  assert.equal((await fetcher.fetch({ url: `${site.origin}/sida`, purpose: 'probe' })).body.length, 0)
})

test('what the run before had goes along, so that the server may say that it is as it was', async (t) => {
  const site = await aSite(t, {
    '/': (request, response) =>
      void response.writeHead(request.headers['if-none-match'] === '"a"' ? 304 : 200, { etag: '"a"' }).end(),
  })
  const fetcher = fetcherFor(t)
  const first = await fetcher.fetch({ url: `${site.origin}/`, purpose: 'page' })
  const again = await fetcher.fetch({ url: `${site.origin}/`, purpose: 'page', previous: first })
  assert.deepEqual([first.status, again.status], [200, 304])
})

test('addresses that are nobody’s public website are refused', () => {
  const refused = `
    127.0.0.1 10.1.2.3 172.16.0.1 172.31.255.255 192.168.1.1 169.254.169.254 100.64.0.1
    0.0.0.0 224.0.0.1 240.0.0.1 255.255.255.255 192.0.2.1 198.18.0.1
    ::1 :: fe80::1 fe80::1%eth0 fc00::1 fd12::1 ff02::1 2001:db8::1
    ::ffff:127.0.0.1 ::ffff:10.0.0.1 [::ffff:7f00:1] 64:ff9b::7f00:1 2002:7f00:1:: ::127.0.0.1`
    .trim()
    .split(/\s+/)
  assert.deepEqual(
    refused.filter((address) => !isRefused(address, false)),
    [],
  )
  const open = ['8.8.8.8', '172.32.0.1', '193.10.1.1', '2a00:1450::1', '2606:4700::1111']
  assert.deepEqual(
    open.filter((address) => isRefused(address, false)),
    [],
  )
  assert.equal(isRefused('127.0.0.1', true), false)
  assert.equal(isRefused('10.0.0.1', true), true)
})

test('this machine is refused by digits, by any way of writing them, and by name', async (t) => {
  const site = await aSite(t, { '*': 'secret' })
  const port = new URL(site.origin).port
  const fetcher = fetcherFor(t, { allowLoopback: false })
  for (const host of [
    '127.0.0.1',
    '2130706433',
    '0x7f.1',
    '127.1',
    'localhost',
    '[::1]',
    '[::ffff:127.0.0.1]',
    '0.0.0.0',
  ]) {
    const { failure } = await fetcher.fetch({ url: `http://${host}:${port}/`, purpose: 'page' })
    assert.equal(failure, 'private-address', host)
  }
  assert.deepEqual(site.asked, [])
})

test('a name that begins to lead to this machine is refused when it does', async (t) => {
  const site = await aSite(t, { '*': 'secret' })
  let looked = 0
  const fetcher = fetcherFor(t, {
    allowLoopback: false,
    lookup: (_host, _options, done) => {
      looked += 1
      done(null, [
        { address: '127.0.0.1', family: 4 },
        { address: '10.0.0.1', family: 4 },
      ])
    },
  })
  const url = `http://granback.example:${new URL(site.origin).port}/`
  assert.equal((await fetcher.fetch({ url, purpose: 'page' })).failure, 'private-address')
  assert.equal((await fetcher.fetch({ url, purpose: 'page' })).failure, 'private-address')
  assert.equal(looked, 2)
  assert.deepEqual(site.asked, [])
})

test('of a name with several addresses only the open ones are asked', async (t) => {
  const site = await aSite(t, { '/': 'hej' })
  const fetcher = fetcherFor(t, {
    lookup: (_host, _options, done) =>
      done(null, [
        { address: '10.0.0.1', family: 4 },
        { address: '127.0.0.1', family: 4 },
      ]),
  })
  const { status } = await fetcher.fetch({
    url: `http://granback.example:${new URL(site.origin).port}/`,
    purpose: 'page',
  })
  assert.equal(status, 200)
})

test('a host that is not there and a door that is shut are told apart', async (t) => {
  const fetcher = fetcherFor(t, {
    lookup: (_host, _options, done) => done(Object.assign(new Error('none'), { code: 'ENOTFOUND' }), []),
  })
  const shut = createTcp()
  await new Promise<void>((resolve) => shut.listen(0, '127.0.0.1', resolve))
  const { port } = shut.address() as AddressInfo
  await new Promise<void>((resolve) => shut.close(() => resolve()))
  assert.equal((await fetcher.fetch({ url: 'http://borta.example/', purpose: 'page' })).failure, 'unknown-host')
  assert.equal(
    (await fetcher.fetch({ url: `http://127.0.0.1:${port}/`, purpose: 'page' })).failure,
    'connection-refused',
  )
})

test('every word OpenSSL has for a certificate that does not hold is one failure', () => {
  const codes = [
    'CERT_HAS_EXPIRED',
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'ERR_TLS_CERT_ALTNAME_INVALID',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  ]
  assert.deepEqual(
    codes.map((code) => failureOf(Object.assign(new Error(code), { code }))),
    codes.map(() => 'certificate'),
  )
  const inside = new AggregateError([Object.assign(new Error('x'), { code: 'ECONNREFUSED' })])
  assert.equal(failureOf(inside), 'connection-refused')
})
