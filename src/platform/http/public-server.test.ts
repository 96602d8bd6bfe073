import assert from 'node:assert/strict'
import { get, request, type IncomingMessage } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import { test, type TestContext } from 'node:test'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { openFaultCounter } from './faults.ts'
import { openPageCache, type Rendered } from './page-cache.ts'
import { createPublicServer, encodingFor } from './public-server.ts'

const page = (status: number, body: string, headers = {}): Rendered => ({
  status,
  body,
  headers: { 'Content-Type': 'text/html; charset=utf-8', ...headers },
  validUntil: undefined,
  scope: '1497',
  counted: true,
})

/** Longer than what is written at once, and with letters of more than one byte. */
const LONG_PAGE = Array.from({ length: 3000 }, (_, n) => `Ring när du vill – ${n * n} ☎`).join('\n')

type Started = { port: number; broke: unknown[]; visits: string[]; faults: () => Record<string, number> }

const start = async (t: TestContext): Promise<Started> => {
  const broke: unknown[] = []
  const visits: string[] = []
  const faults = openFaultCounter()
  const server = createPublicServer({
    site: {
      page: (path) => {
        if (path === '/broken') throw new Error('broken on purpose')
        if (path === '/s/0180') return page(200, LONG_PAGE)
        return path === '/s/1497' ? page(200, 'a page', { 'CDN-Cache-Control': 'max-age=60' }) : undefined
      },
      answer: ({ method, form }) => page(method === 'POST' ? 303 : 404, form.get('q') ?? 'nothing here'),
      fault: (fault, status) => page(status, `neutral: ${fault}`),
    },
    pages: openPageCache(() => 0),
    faults,
    now: () => new Date(),
    visited: (scope) => visits.push(scope),
    broke: (error) => broke.push(error),
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  return {
    port: (server.address() as AddressInfo).port,
    broke,
    visits,
    faults: () => Object.fromEntries(faults.take()),
  }
}

const ask = async (port: number, path: string, method = 'GET', body = ''): Promise<{ status: number; body: string }> =>
  new Promise((resolve, reject) => {
    const asking = request({ port, host: '127.0.0.1', path, method }, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (part: string) => (text += part))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: text }))
    })
    asking.on('error', reject)
    asking.end(body)
  })

/** Sends bytes that are no proper request, and reads whatever comes. */
const send = async (port: number, bytes: string | Buffer): Promise<string> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes))
    let text = ''
    socket.on('data', (part) => (text += part.toString()))
    socket.on('error', () => resolve(text))
    socket.on('close', () => resolve(text))
  })

test('a page is answered, kept, and counted by what it is about alone', async (t) => {
  const { port, visits } = await start(t)
  for (let n = 0; n < 3; n += 1) assert.deepEqual(await ask(port, '/s/1497'), { status: 200, body: 'a page' })
  assert.deepEqual(visits, ['1497', '1497', '1497'])
})

test('a kept page comes over the wire byte by byte as it was compressed', async (t) => {
  const { port } = await start(t)
  const unpack = { br: brotliDecompressSync, gzip: gunzipSync, identity: (bytes: Buffer): Buffer => bytes }
  for (const [encoding, unpacked] of Object.entries(unpack)) {
    const answer = await new Promise<IncomingMessage>((resolve) => {
      get({ port, path: '/s/0180', headers: { 'Accept-Encoding': encoding } }, resolve)
    })
    const bytes = Buffer.concat((await answer.toArray()) as Buffer[])
    assert.equal(answer.headers['content-length'], String(bytes.length))
    assert.equal(unpacked(bytes).toString(), LONG_PAGE, encoding)
  }
})

test('asking for the head alone is no visit', async (t) => {
  const { port, visits } = await start(t)
  assert.deepEqual(await ask(port, '/s/1497', 'HEAD'), { status: 200, body: '' })
  assert.deepEqual(visits, [])
})

test('a page that breaks is answered neutrally, never with 5xx or a stack trace, and is counted', async (t) => {
  const { port, broke, faults } = await start(t)
  const answer = await ask(port, '/broken')
  assert.deepEqual(answer, { status: 404, body: 'neutral: server-error' })
  assert.equal(broke.length, 1)
  assert.deepEqual(faults(), { 'server-error': 1 })
})

test('bad requests get a small neutral page', async (t) => {
  const { port, faults } = await start(t)
  assert.match(await send(port, 'nonsense\r\n\r\n'), /^HTTP\/1\.1 400 [\s\S]*neutral: bad-request/)
  assert.match(
    await send(port, `GET / HTTP/1.1\r\nHost: x\r\nA: ${'b'.repeat(20_000)}\r\n\r\n`),
    /^HTTP\/1\.1 431 [\s\S]*neutral: too-large/,
  )
  assert.equal((await ask(port, '/%ff%fe')).status, 404)
  assert.equal((await ask(port, `/${'a'.repeat(300)}`)).status, 404)
  assert.equal((await ask(port, '/s/1497', 'DELETE')).status, 405)
  const counted = faults()
  assert.deepEqual(counted, { 'bad-request': 1, 'too-large': 1, 'not-found': 2, 'wrong-method': 1 })
})

test('a form that is too large is refused, and one in bad UTF-8 is read as well as it can be', async (t) => {
  const { port } = await start(t)
  assert.equal((await ask(port, '/', 'POST', `q=${'a'.repeat(9000)}`)).status, 413)
  assert.equal((await ask(port, '/', 'POST', 'q=%ff%fe')).status, 303)
})

test('leaving is never refused for its method or its size', async (t) => {
  const { port } = await start(t)
  for (const method of ['GET', 'POST', 'PUT', 'DELETE']) {
    assert.notEqual((await ask(port, '/x', method, method === 'GET' ? '' : 'a'.repeat(9000))).status, 405, method)
  }
})

test('the best encoding that a client takes is chosen', () => {
  assert.equal(encodingFor('gzip, deflate, br, zstd'), 'br')
  assert.equal(encodingFor('gzip'), 'gzip')
  assert.equal(encodingFor('br;q=0, gzip;q=0.5'), 'gzip')
  assert.equal(encodingFor('br;q=0'), 'identity')
  assert.equal(encodingFor(undefined), 'identity')
})
