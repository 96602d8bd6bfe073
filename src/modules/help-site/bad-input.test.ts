import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect, type AddressInfo, type Socket } from 'node:net'
import { after, test } from 'node:test'
import { openFaultCounter } from '#platform/http/faults.ts'
import { openPageCache } from '#platform/http/page-cache.ts'
import { createPublicServer } from '#platform/http/public-server.ts'
import { aWorld } from '#tests/support/world.ts'
import { openSite } from './site.ts'

/*
 * Whatever is sent to the site, it answers with a small neutral page that has the way out and 112: never with a stack
 * trace, never with 5xx, and within a bounded time.
 */

const world = aWorld()
const broken: unknown[] = []
const site = openSite(world.prepared, world, [], () => new Date())
const server = createPublicServer({
  site,
  pages: openPageCache(site.version),
  faults: openFaultCounter(),
  now: () => new Date(),
  visited: () => undefined,
  broke: (error) => broken.push(error),
})
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
const { port } = server.address() as AddressInfo
after(() => {
  server.closeAllConnections()
  server.close()
  assert.deepEqual(broken, [], 'a page broke')
})

type Line = { readonly socket: Socket; text(): string; readonly closed: Promise<void> }

const open = async (): Promise<Line> => {
  const socket = connect(port, '127.0.0.1')
  let text = ''
  socket.on('data', (part: Buffer) => (text += part.toString('latin1')))
  socket.on('error', () => undefined)
  const closed = once(socket, 'close').then(() => undefined)
  await once(socket, 'connect')
  return { socket, text: () => Buffer.from(text, 'latin1').toString('utf8'), closed }
}

/** Sends bytes as they are, and reads until the server has closed the line. */
const send = async (...parts: readonly (string | Buffer)[]): Promise<string> => {
  const line = await open()
  for (const part of parts) line.socket.write(part)
  await line.closed
  return line.text()
}

const asked = (first: string, ...headers: readonly string[]): string =>
  [first, 'Host: x', 'Connection: close', ...headers, '', ''].join('\r\n')

const isNeutral = (answer: string, status: number | RegExp, what: string): void => {
  assert.match(answer, new RegExp(`^HTTP/1\\.1 ${status instanceof RegExp ? status.source : status} `), what)
  assert.ok(answer.includes('<form id="exit" method="post"'), `${what}: no way out`)
  assert.ok(answer.includes('tel:112'), `${what}: no 112`)
  assert.ok(!/\bat .*\.ts:\d|Error:/.test(answer), `${what}: a stack trace`)
  assert.ok(/Cache-Control: no-store/i.test(answer), `${what}: may be kept`)
}

test('paths that are none get a neutral page', async () => {
  for (const path of [
    '/admin',
    '/%ff',
    '/%00',
    '/..',
    '/s/../../etc/passwd',
    '/s/1497/..',
    '//evil.example/',
    '/s/%31497',
    '/ä',
    `/${'a'.repeat(200)}`,
    '/s/1497;x=1',
    '/\\evil',
    'http://evil.example/s/1497',
    '*',
    '/?',
    '/s/1497%0d%0aX:1',
  ]) {
    const answer = await send(Buffer.from(asked(`GET ${path} HTTP/1.1`)))
    if (path === '/?') assert.match(answer, /^HTTP\/1\.1 308 [\s\S]*Location: \/\r\n/)
    else isNeutral(answer, /40[04]/, path)
  }
})

test('a place or a language that is not there leads to the choosing page, with a sentence', async () => {
  for (const [path, sentence] of [
    ['/s/9999', 'Det finns ingen sådan kommun här.'],
    ['/s/9999/a', 'Det finns ingen sådan kommun här.'],
    ['/s/en/9999', 'There is no such municipality here.'],
    ['/k/9999', 'Det finns ingen sådan kommun här.'],
    ['/s/xx/1497', 'Sidan finns inte på det språket.'],
    ['/s/zzz-aaaa/1497/a', 'Sidan finns inte på det språket.'],
    ['/o/xx/privacy', 'Sidan finns inte på det språket.'],
  ] as const) {
    const answer = await send(asked(`GET ${path} HTTP/1.1`))
    isNeutral(answer, 404, path)
    const [, body = ''] = answer.split('\r\n\r\n')
    const shown = world.prepared.texts.written.get('en')?.site.get('place.unknown-code') ?? ''
    assert.ok(body.includes(path.startsWith('/s/en/') ? shown : sentence), `${path}: no sentence`)
    assert.ok(body.includes('<datalist id="places">'), `${path}: no places to choose from`)
  }
})

test('methods that are none of ours get the way out, and are told which there are', async () => {
  for (const method of ['PUT', 'DELETE', 'OPTIONS', 'TRACE', 'PATCH', 'PROPFIND']) {
    const answer = await send(asked(`${method} /s/1497 HTTP/1.1`))
    isNeutral(answer, 405, method)
    assert.match(answer, /Allow: GET, HEAD, POST/)
  }
  isNeutral(await send(asked('POST /s/1497 HTTP/1.1', 'Content-Length: 0')), 405, 'POST to a page')
  isNeutral(await send(asked('CONNECT evil.example:443 HTTP/1.1')), 405, 'CONNECT')
  isNeutral(await send('NONSENSE / HTTP/1.1\r\nHost: x\r\n\r\n'), 400, 'no method')
})

test('what is no HTTP gets a neutral page, and the line is closed', async () => {
  for (const [what, bytes] of [
    ['words', 'hello\r\n\r\n'],
    ['NUL in the path', 'GET /\0 HTTP/1.1\r\nHost: x\r\n\r\n'],
    ['HTTP/2 without asking', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
    ['TLS', Buffer.from([0x16, 3, 1, 0, 200, 1, 0, 0, 196, 3, 3])],
    ['a header without a colon', 'GET / HTTP/1.1\r\nHost: x\r\nnonsense\r\n\r\n'],
    ['a length that is no number', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: many\r\n\r\n'],
    ['two lengths', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n'],
    [
      'a length and chunks',
      'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
    ['a broken chunk', 'POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n'],
  ] as const)
    isNeutral(await send(bytes), 400, what)
  isNeutral(await send(`GET / HTTP/1.1\r\nHost: x\r\nA: ${'b'.repeat(40_000)}\r\n\r\n`), 431, 'huge headers')
  isNeutral(await send(`GET /${'a'.repeat(40_000)} HTTP/1.1\r\nHost: x\r\n\r\n`), 431, 'a huge address')
})

test('odd but whole requests are answered as others are', async () => {
  for (const [what, bytes] of [
    ['no Host', 'GET /s/1497 HTTP/1.1\r\nConnection: close\r\n\r\n'],
    ['HTTP/1.0', 'GET /s/1497 HTTP/1.0\r\n\r\n'],
    ['an expectation', asked('GET /s/1497 HTTP/1.1', 'Expect: the-impossible')],
    ['an upgrade', 'GET /s/1497 HTTP/1.1\r\nHost: x\r\nConnection: close, Upgrade\r\nUpgrade: websocket\r\n\r\n'],
    ['many headers', asked('GET /s/1497 HTTP/1.1', ...Array.from({ length: 300 }, (_, n) => `A${n}: b`))],
    ['a strange encoding', asked('GET /s/1497 HTTP/1.1', 'Accept-Encoding: \u00ff;q=x, *;q=nought')],
  ] as const) {
    const answer = await send(Buffer.from(bytes, 'latin1'))
    isNeutral(answer, 200, what)
    assert.match(answer, /Du kan få hjälp i Hjo/, what)
  }
})

test('several requests on one line are answered in their order', async () => {
  const answer = await send(
    `GET /s/1497 HTTP/1.1\r\nHost: x\r\n\r\nGET /nothing HTTP/1.1\r\nHost: x\r\n\r\n${asked('GET /y HTTP/1.1')}`,
  )
  assert.deepEqual(
    [...answer.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status),
    ['200', '404', '303'],
  )
})

const form = (body: string | Buffer, ...headers: readonly string[]): readonly (string | Buffer)[] => [
  asked(
    'POST / HTTP/1.1',
    'Content-Type: application/x-www-form-urlencoded',
    `Content-Length: ${Buffer.byteLength(body)}`,
    ...headers,
  ),
  body,
]

test('a form of one megabyte is read to its end and refused, however it is sent', async () => {
  isNeutral(await send(...form(`q=${'a'.repeat(1_000_000)}`)), 413, 'with its length')
  const chunk = `10000\r\n${'a'.repeat(65_536)}\r\n`
  isNeutral(
    await send(
      asked('POST / HTTP/1.1', 'Transfer-Encoding: chunked'),
      ...Array.from({ length: 16 }, () => chunk),
      '0\r\n\r\n',
    ),
    413,
    'in chunks',
  )
})

test('a form whose sender waits to be told to go on is told to', async () => {
  const line = await open()
  line.socket.write(asked('POST / HTTP/1.1', 'Expect: 100-continue', 'Content-Length: 5'))
  await once(line.socket, 'data')
  assert.match(line.text(), /^HTTP\/1\.1 100 Continue/)
  line.socket.write('q=hjo')
  await line.closed
  assert.match(line.text(), /HTTP\/1\.1 303 [\s\S]*Location: \/s\/1497\r\n/)
})

test('bad UTF-8, odd signs and markup in a form lead to the choosing page', async () => {
  for (const body of [
    Buffer.from([0x71, 0x3d, 0xff, 0xfe, 0xc3, 0x28]),
    'q=%ff%fe%c3%28',
    'q=%00%01%1b',
    'q=%E2%80%AE%EE%80%80x%EE%80%81',
    'q=%F0%9F%A6%84',
    '=&&=q&q=%',
    'q=<script>alert(1)</script>',
    `q="><img src=x onerror=alert(1)>&l=en&a=zz`,
    `q=${encodeURIComponent('🦄'.repeat(40))}`,
  ]) {
    const answer = await send(...form(body))
    if (answer.startsWith('HTTP/1.1 303 ')) assert.match(answer, /Location: \/s\/0000\r\n/)
    else isNeutral(answer, 404, String(body))
    const shown = answer.split('</head>')[1] ?? ''
    assert.ok(
      !/<script|<img|[\p{Cc}\u202e\p{Co}]/u.test(shown.replaceAll(/[\r\n]/g, '')),
      `${String(body)} came back as it was`,
    )
  }
})

test('a request that never comes to its end is let go of within seconds, and others are answered meanwhile', async () => {
  const slow = {
    'half a header': 'GET /s/1497 HTTP/1.1\r\nHost: x\r\nA: ',
    'half a form': asked('POST / HTTP/1.1', 'Content-Length: 100') + 'q=h',
    'chunks without end': asked('POST / HTTP/1.1', 'Transfer-Encoding: chunked') + '1\r\na\r\n',
  }
  const begun = performance.now()
  const lines = await Promise.all(
    Object.values(slow).map(async (bytes) => {
      const line = await open()
      line.socket.write(bytes)
      return line
    }),
  )
  isNeutral(await send(asked('GET /s/1497 HTTP/1.1')), 200, 'meanwhile')
  for (const [index, what] of Object.keys(slow).entries()) {
    const line = lines[index]
    await line?.closed
    isNeutral(line?.text() ?? '', 408, what)
  }
  // Ten seconds is the longest a request may take; the rest is for a busy machine.
  assert.ok(performance.now() - begun < 20_000)
})
