import assert from 'node:assert/strict'
import { request } from 'node:http'
import { test, type TestContext } from 'node:test'
import { cloneProject } from './clone.ts'
import { isRoot, NOBODY, runProgram, startProgram, terminal } from './program.ts'

/* The two commands of the README, in a clone of this very project. */

const ENDED_WITHIN_MS = 10_000
const ADDRESS = /^The public site answers at http:\/\/127\.0\.0\.1:(\d+)\/$/m

const aClone = (t: TestContext, owner?: { readonly uid: number }): string => {
  const { folder, remove } = cloneProject(owner)
  t.after(remove)
  return folder
}

const page = async (port: string, path: string): Promise<{ readonly status: number; readonly text: string }> =>
  new Promise((resolve, reject) => {
    const asking = request({ host: '127.0.0.1', port, path, agent: false }, (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (part: string) => (text += part))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }))
    })
    asking.on('error', reject).end()
  })

/** Starts the site as a newcomer does, and ends what is left of it with the test. */
const start = async (t: TestContext, where: Parameters<typeof startProgram>[2]) => {
  const running = startProgram('npm', ['start'], { ...where, env: { ...where.env, PORT: '0', STAFF_PORT: '0' } })
  t.after(() => running.end())
  const [, port = ''] = await running.said(ADDRESS)
  return { ...running, port }
}

/** In order: everything it started has ended with it, within the time an operating system gives. */
const endsInOrder = async ({ signal, ended }: Awaited<ReturnType<typeof start>>): Promise<void> => {
  const begun = performance.now()
  signal('SIGTERM')
  const { status, out, err } = await ended
  assert.equal(status, 0, out + err)
  assert.ok(performance.now() - begun < ENDED_WITHIN_MS)
}

const answersInSwedish = async (port: string): Promise<void> => {
  const { status, text } = await page(port, '/s/0000')
  assert.equal(status, 200)
  assert.match(text, /<html[^>]* lang="sv"/)
  assert.match(text, /112/)
}

test('root in a folder only root can enter: the site starts, answers and ends in order', async (t) => {
  const cwd = aClone(t)
  const site = await start(t, { cwd, env: terminal() })
  await answersInSwedish(site.port)
  await endsInOrder(site)
})

test(
  'an ordinary user without a home: the site starts, answers and ends in order',
  { skip: isRoot ? false : 'not testable here: only root can be somebody else' },
  async (t) => {
    const cwd = aClone(t, { uid: NOBODY })
    const site = await start(t, { cwd, env: terminal({ HOME: undefined, USER: undefined }), uid: NOBODY })
    await answersInSwedish(site.port)
    await endsInOrder(site)
  },
)

test('the tests run while the site does: on a database, a folder and ports of their own', async (t) => {
  const cwd = aClone(t)
  const site = await start(t, { cwd, env: terminal() })
  const tests = await runProgram('npm', ['test', '--', 'db/listen.test'], { cwd, env: terminal() })
  assert.equal(tests.status, 0, tests.out + tests.err)
  assert.match(tests.out, /\n6 passed, 0 failed, 0 skipped\n$/)
  await answersInSwedish(site.port)
  await endsInOrder(site)
})
