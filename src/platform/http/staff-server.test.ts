import assert from 'node:assert/strict'
import { request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test, type TestContext } from 'node:test'
import { html } from '#kernel/html.ts'
import type { OrganisationId, PersonId } from '../auth/organisation.ts'
import { may } from '../auth/roles.ts'
import type { SignedIn } from '../auth/signed-in.ts'
import { PROJECT_ROOT } from '../config.ts'
import { needs, open } from './routes.ts'
import { frameRoutes, readStaffAssets } from './staff-assets.ts'
import { get, go, page, post } from './staff-routes.ts'
import { createStaffServer } from './staff-server.ts'
import { readWords, type StaffLanguage } from './words.ts'

const EVA: SignedIn = {
  acting: { person: 'eva' as PersonId, organisation: 'dals-ed' as OrganisationId, roles: ['municipality.editor'] },
  person: 'Eva Ek',
  organisation: 'Dals-Eds kommun',
  session: 'one',
}

type Answered = { readonly status: number; readonly headers: Readonly<Record<string, unknown>>; readonly body: string }
type Ask = (
  path: string,
  how?: { method?: string; headers?: Record<string, string>; body?: string },
) => Promise<Answered>

const start = async (t: TestContext): Promise<{ ask: Ask; broke: string[]; done: string[]; origin: () => string }> => {
  const [broke, done]: [string[], string[]] = [[], []]
  let language: StaffLanguage = 'sv'
  let port = 0
  const origin = (): string => `http://localhost:${port}`
  const assets = readStaffAssets(PROJECT_ROOT)
  const server = createStaffServer({
    routes: [
      ...frameRoutes(assets, async () => Promise.resolve(false)),
      get('/', needs('workplace.use'), async ({ say }) =>
        Promise.resolve(page({ title: say('due.title'), main: html`<p>in</p>` })),
      ),
      get('/open', open('a test'), async () => Promise.resolve(page({ title: 'Open', main: html`<p>out</p>` }))),
      get('/helplines', needs('helpline.verify'), async () => Promise.resolve(page({ title: 'No', main: html`` }))),
      get('/whole', open('a test'), async () =>
        Promise.resolve({ kind: 'whole', body: '<!doctype html><p>as it will be', policy: "default-src 'none'" }),
      ),
      get('/broken', open('a test'), async () => Promise.reject(new Error('a secret of the house'))),
      post('/do', needs('workplace.use'), async ({ form }) => {
        done.push(form.get('what') ?? '')
        return Promise.resolve(go('/'))
      }),
    ],
    ways: [
      { to: '/', says: 'way.home', permission: 'workplace.use' },
      { to: '/helplines', says: 'way.helplines', permission: 'helpline.verify' },
    ],
    words: readWords(PROJECT_ROOT),
    assets,
    origin,
    trustProxy: false,
    now: () => new Date('2026-11-24T08:00:00Z'),
    session: async (token) => Promise.resolve(token === 'hers' ? { who: EVA, language } : undefined),
    chooseLanguage: async (_who, chosen) => {
      language = chosen
      return Promise.resolve()
    },
    may,
    broke: (sentence, error) => broke.push(`${sentence} ${String(error)}`),
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  port = (server.address() as AddressInfo).port
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  const ask: Ask = async (path, { method = 'GET', headers = {}, body = '' } = {}) =>
    new Promise((resolve, reject) => {
      const given = { host: `localhost:${port}`, ...headers }
      const asking = request({ port, host: '127.0.0.1', path, method, headers: given }, (response) => {
        let text = ''
        response.setEncoding('utf8')
        response.on('data', (part: string) => (text += part))
        response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }))
      })
      asking.on('error', reject)
      asking.end(body)
    })
  return { ask, broke, done, origin }
}

const HERS = { cookie: '__Host-rackhall=hers' }
const own = (origin: string): Record<string, string> => ({
  ...HERS,
  origin,
  'sec-fetch-site': 'same-origin',
  'content-type': 'application/x-www-form-urlencoded',
})

test('who is not signed in is led to where she can, and back to the page she wanted', async (t) => {
  const { ask } = await start(t)
  const answer = await ask('/helplines')
  assert.deepEqual([answer.status, answer.headers['location']], [303, '/sign-in?to=%2Fhelplines'])
  assert.equal((await ask('/', { headers: { cookie: '__Host-rackhall=another' } })).headers['location'], '/sign-in')
})

test('a page that brings its own frame has its own policy, and is kept by nobody', async (t) => {
  const { ask } = await start(t)
  const { body, headers } = await ask('/whole')
  assert.equal(body, '<!doctype html><p>as it will be')
  assert.equal(headers['content-security-policy'], "default-src 'none'")
  assert.deepEqual([headers['cache-control'], headers['set-cookie']], ['no-store', undefined])
  assert.equal(headers['x-robots-tag'], 'noindex, noarchive, nosnippet')
})

test('who is signed in sees what her role may, and is told in a sentence of what it may not', async (t) => {
  const { ask } = await start(t)
  const home = await ask('/', { headers: HERS })
  assert.equal(home.status, 200)
  assert.match(home.body, /Eva Ek, Dals-Eds kommun/)
  assert.doesNotMatch(home.body, /href="\/helplines"/)
  const other = await ask('/helplines', { headers: HERS })
  assert.equal(other.status, 403)
  assert.match(other.body, /Det ingår inte i din roll/)
})

test('what is no route is nobody’s', async (t) => {
  const { ask } = await start(t)
  for (const [path, method] of [
    ['/nowhere', 'GET'],
    ['/open', 'POST'],
    ['/do', 'GET'],
    ['/open', 'DELETE'],
  ] as const)
    assert.equal((await ask(path, { method, headers: HERS })).status, 404, `${method} ${path}`)
})

test('a form is taken from our own pages only', async (t) => {
  const { ask, done, origin } = await start(t)
  const sent = { method: 'POST', body: 'what=it' }
  assert.equal((await ask('/do', { ...sent, headers: own(origin()) })).status, 303)
  const elsewhere = await ask('/do', { ...sent, headers: { ...own(origin()), 'sec-fetch-site': 'cross-site' } })
  assert.equal(elsewhere.status, 403)
  assert.match(elsewhere.body, /Inget har ändrats/)
  assert.equal((await ask('/do', { ...sent, headers: { ...own(origin()), origin: 'https://a.example' } })).status, 403)
  assert.deepEqual(done, ['it'])
})

test('a form sent after the session ended says that nothing was saved', async (t) => {
  const { ask, done, origin } = await start(t)
  const { cookie: _gone, ...headers } = own(origin())
  const answer = await ask('/do', { method: 'POST', body: 'what=it', headers })
  assert.equal(answer.status, 401)
  assert.match(answer.body, /sparades inte/)
  assert.deepEqual(done, [])
})

test('a request by another name for this machine is refused', async (t) => {
  const { ask } = await start(t)
  assert.equal((await ask('/', { headers: { ...HERS, host: 'evil.example' } })).status, 403)
})

test('what breaks is told with a number that stands in the log, and nothing of the house', async (t) => {
  const { ask, broke } = await start(t)
  const answer = await ask('/broken')
  assert.equal(answer.status, 500)
  const reference = /[2-9A-Z]{4}-[2-9A-Z]{4}/.exec(answer.body)?.[0]
  assert.ok(reference !== undefined)
  assert.match(broke.join(), new RegExp(`reference ${reference}.*a secret`))
  assert.doesNotMatch(answer.body, /secret|Error|\.ts/)
})

test('a form that is too large is thrown away, and whoever sent it sees why', async (t) => {
  const { ask, origin } = await start(t)
  const send = async (length: number) =>
    ask('/do', { method: 'POST', body: 'a'.repeat(length), headers: own(origin()) })
  const answer = await send(4_000_000)
  assert.equal(answer.status, 413)
  assert.match(answer.body, /för stort/)
  assert.notEqual((await send(500_000)).status, 413)
})

test('every answer has a policy without unsafe words, and is kept nowhere', async (t) => {
  const { ask } = await start(t)
  for (const path of ['/', '/open', '/nowhere', '/broken']) {
    const { headers } = await ask(path, { headers: HERS })
    const policy = String(headers['content-security-policy'])
    assert.match(policy, /default-src 'none'/, path)
    assert.match(policy, /frame-ancestors 'none'/, path)
    assert.doesNotMatch(policy, /unsafe|\*/, path)
    assert.equal(headers['cache-control'], 'no-store', path)
    assert.equal(headers['x-content-type-options'], 'nosniff', path)
  }
})

test('the language is the browser’s, then the one she chose, for as long as the session lasts', async (t) => {
  const { ask } = await start(t)
  assert.match((await ask('/open', { headers: { 'accept-language': 'en-GB,sv;q=0.5' } })).body, /<html lang="en">/)
  assert.match((await ask('/open')).body, /<html lang="sv">/)
  assert.match((await ask('/open?lang=en')).body, /<html lang="en">/)
  assert.match((await ask('/', { headers: HERS })).body, /<html lang="sv">/)
  await ask('/?lang=en', { headers: HERS })
  assert.match((await ask('/', { headers: HERS })).body, /<html lang="en">/)
})

test('a balancer is told that the process lives, and that it cannot work without its database', async (t) => {
  const { ask } = await start(t)
  assert.equal((await ask('/healthz', { headers: { host: '10.0.0.1' } })).status, 200)
  assert.equal((await ask('/readyz', { headers: { host: '10.0.0.1' } })).status, 503)
})

test('style, script and page together are small', async (t) => {
  const { ask } = await start(t)
  const { style, script } = readStaffAssets(PROJECT_ROOT)
  const sizes = await Promise.all(
    ['/', style.path, script.path].map(async (path) => {
      const { status, headers, body } = await ask(path, { headers: { ...HERS, 'accept-encoding': 'br' } })
      assert.equal(status, 200, path)
      assert.equal(headers['content-encoding'], 'br', path)
      return body.length
    }),
  )
  assert.ok(sizes.reduce((sum, size) => sum + size, 0) < 40_000, sizes.join())
})
