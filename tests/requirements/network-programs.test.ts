import assert from 'node:assert/strict'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { request } from 'node:http'
import { connect as connectTo } from 'node:net'
import { join } from 'node:path'
import { after } from 'node:test'
import { runProgram, terminal } from '#tests/house/program.ts'
import { startProxy, withHeader, withoutHeader, type Mutation } from '#tests/support/mutating-proxy.ts'
import { requirement, type Visit } from '#tests/support/requirement.ts'
import { startSite, type RunningSite } from '#tests/support/running-site.ts'
import { until } from '#tests/support/tab.ts'
import { PROJECT_ROOT } from '#platform/config.ts'
import { ask } from './every-page.ts'

/** What the real program does at its start and writes down while it runs (requirements 42 and 51). */

const withSite = async (
  environment: Readonly<Record<string, string>>,
  work: (site: RunningSite) => Promise<void>,
): Promise<void> => {
  const site = await startSite(environment)
  try {
    await work(site)
  } finally {
    await site.stop()
  }
}

let secure: Promise<RunningSite> | undefined
after(async () => (await secure)?.stop())

requirement(
  42,
  'an https origin makes every answer say: https alone, for two years, with all below it',
  async ({ mutation }) => {
    secure ??= startSite({ PUBLIC_ORIGIN: 'https://example.org' })
    const proxy = await startProxy((await secure).url, mutation)
    try {
      for (const path of ['/', '/s/1497/a', '/o', '/x', '/y', '/zq', '/f/1497.json']) {
        const said = String((await ask(proxy.url, path)).headers['strict-transport-security'])
        const age = Number(/^max-age=(\d+); includeSubDomains; preload$/.exec(said)?.[1] ?? 0)
        // https://hstspreload.org asks for a year at least.
        assert.ok(age >= 31_536_000, `${path}: ${said}`)
      }
    } finally {
      await proxy.close()
    }
  },
  [withoutHeader('Strict-Transport-Security'), withHeader('Strict-Transport-Security', 'max-age=600', /^\/y/)],
)

const lax: Mutation = { name: 'an address on this machine' }

requirement(
  42,
  'the program refuses to start for readers who come by plain http',
  async ({ mutation, site }) => {
    const origin = mutation === lax ? new URL(site.url).origin : 'http://example.org'
    const started = startSite({ PUBLIC_ORIGIN: origin })
    const refused = await started.then(
      async (running) => {
        await running.stop()
        return undefined
      },
      (error: unknown) => error,
    )
    assert.ok(refused instanceof Error, `it started for ${origin}`)
    assert.match(
      refused.message,
      /status 2[\s\S]*PUBLIC_ORIGIN[\s\S]*expected https; http is accepted on loopback only/,
    )
  },
  [lax],
)

/** Marks that stand nowhere but in what a visitor sends. */
const VISITOR = { agent: 'Zq-Visitor/7', address: '127.0.0.77', typed: 'Zqxyzzy', path: 'zq-nowhere' }
const MARKS = [...Object.values(VISITOR), '/s/1497/a', '/s/en/1497']

const send = async (url: string, path: string, method = 'GET', body = ''): Promise<void> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url)
    const headers = {
      'User-Agent': VISITOR.agent,
      'Content-Length': String(body.length),
      'X-Forwarded-For': VISITOR.address,
    }
    request({ hostname, port, path, method, headers, localAddress: VISITOR.address }, (answer) =>
      answer.resume().once('end', resolve),
    )
      .once('error', reject)
      .end(body)
  })

/** Words that are no request at all. */
const sendNonsense = async (url: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url)
    const line = connectTo({ host: hostname, port: Number(port), localAddress: VISITOR.address })
    line.once('error', reject).once('close', () => resolve())
    line.resume().end(`GIVE ${VISITOR.path}\r\nUser-Agent: ${VISITOR.agent}\r\n\r\n`)
  })

const visitAndFail = async ({ url }: RunningSite): Promise<void> => {
  for (const path of ['/', '/s/1497/a', '/s/en/1497', '/o/traces', '/x', '/y', '/k/1497', '/f/1497.json'])
    await send(url, path)
  await send(url, `/${VISITOR.path}?${VISITOR.typed}`)
  await send(url, `/s/${VISITOR.path}/%E5`)
  await send(url, '/', 'POST', `q=${VISITOR.typed}`)
  await send(url, '/', 'POST', `q=${VISITOR.typed.repeat(800)}`)
  await send(url, `/s/1497?${VISITOR.typed}`, 'DELETE')
  await sendNonsense(url)
}

const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile() === true)

const writtenIn = (place: string, text: string, marks: readonly string[]): void => {
  for (const mark of marks) assert.ok(!text.includes(mark), `${mark} stands in ${place}`)
}

/** Files of ours may well name a path of ours; a visitor's own marks may stand in none. */
const holdNoVisitor = (folder: string): void => {
  for (const file of filesIn(folder)) writtenIn(file, readFileSync(file, 'latin1'), Object.values(VISITOR))
}

type Talkative = Mutation & { readonly preload: string }
const noting = (name: string, script: string): Talkative => ({
  name,
  preload: `data:text/javascript,${encodeURIComponent(`import http from 'node:http'; import fs from 'node:fs'; const emit = http.Server.prototype.emit; http.Server.prototype.emit = function (what, request, ...rest) { if (what === 'request') { ${script} } return emit.call(this, what, request, ...rest) }`)}`,
})
const talksOfPaths = noting('every path told on stdout', 'console.log(request.url)')
const keepsAddresses = noting(
  'every address kept in a file',
  `fs.appendFileSync(process.env.RACKHALL_DATA + '/access.log', request.socket.remoteAddress)`,
)

/** Makes the program write what it has counted, as the night does. */
const countNow = async (site: RunningSite): Promise<string> => {
  const env = terminal(site.environment)
  const told = join(PROJECT_ROOT, 'tests', 'requirements', 'everything-stored.ts')
  return until('the counted faults in the database', async () => {
    const { status, out, err } = await runProgram(process.execPath, [told], { cwd: PROJECT_ROOT, env })
    assert.equal(status, 0, err)
    return /wrong-method/.test(out) && out
  })
}

requirement(
  51,
  'no address, browser, path or word of a visitor stands in any log, file or table, nor when anybody came',
  async ({ mutation }: Visit) => {
    const { preload } = (mutation ?? {}) as Partial<Talkative>
    const talkative: Record<string, string> = preload === undefined ? {} : { NODE_OPTIONS: `--import=${preload}` }
    // On a database of its own, whose files are read as well.
    await withSite({ ...talkative, DATABASE_URL: '' }, async (site) => {
      const said = site.logs()
      await visitAndFail(site)
      assert.equal(site.logs(), said, 'visits make the program say something')
      holdNoVisitor(site.data)
      const tables = await countNow(site)
      writtenIn('the database', tables, MARKS)
      for (const [, row = ''] of tables.matchAll(/^help_site_\w+ (.*)$/gm))
        assert.doesNotMatch(row, /\d\d:\d\d|-(?:0[2-9]|[123]\d)"/, 'a time, or a day of the month')
      holdNoVisitor(site.data)
    })
  },
  [talksOfPaths, keepsAddresses],
)
