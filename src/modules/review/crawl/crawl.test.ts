import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { aHelpPage, aPage, aSite, crawled, html } from '#tests/support/crawled.ts'

const aFolder = (t: TestContext): string => {
  const folder = mkdtempSync(join(tmpdir(), 'crawled-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

const START = aPage('Granbäck', '<a href="/vald">Våld i nära relationer</a><a href="/skola">Skola</a>')

test('never asks a site two things at once, and keeps the delay between the end of one and the next', async (t) => {
  const site = await aSite(t, {
    '/': START,
    '/vald': aHelpPage('<a href="/mer">Mer stöd</a>'),
    '/mer': aPage('Stöd', ''),
  })
  const delayMs = 20
  const { visit } = await crawled(t, site.origin, { archive: aFolder(t), delayMs })
  assert.ok(visit.end === 'settled' || visit.end === 'exhausted', visit.end)
  const asked = site.asked.toSorted((a, b) => a.begun - b.begun)
  assert.ok(asked.length > 3)
  for (const [at, one] of asked.slice(1).entries()) {
    const before = asked[at]
    // A server sees an answer end a moment after whoever asked has it.
    assert.ok(before !== undefined && one.begun - before.begun >= delayMs - 1, `${before?.path} and ${one.path}`)
  }
})

test('asks nothing that robots.txt forbids, and nothing at all where it forbids everything', async (t) => {
  const robots = (rule: string) => (_: unknown, response: Parameters<typeof html>[0]) =>
    void response.writeHead(200, { 'content-type': 'text/plain' }).end(`User-agent: *\nDisallow: ${rule}\n`)
  const some = await aSite(t, { '/robots.txt': robots('/vald'), '/': START, '/vald': aHelpPage() })
  await crawled(t, some.origin, { archive: aFolder(t) })
  assert.ok(!some.paths().includes('/vald'))
  const none = await aSite(t, { '/robots.txt': robots('/'), '/': START })
  const { visit } = await crawled(t, none.origin, { archive: aFolder(t) })
  assert.equal(visit.end, 'refused-by-robots')
  assert.deepEqual(none.paths(), ['/robots.txt'])
})

test('stopped in the middle and started again, it asks for nothing that it had, and has what it would have had', async (t) => {
  const pages = {
    '/': START,
    '/vald': aHelpPage('<a href="/mer">Mer stöd</a>'),
    '/mer': aPage('Stöd', ''),
    '/skola': START,
  }
  const whole = await aSite(t, pages)
  const uninterrupted = await crawled(t, whole.origin, { archive: aFolder(t) })
  const site = await aSite(t, pages)
  const archive = aFolder(t)
  const stopping = new AbortController()
  let answers = 0
  const stopped = await crawled(t, site.origin, {
    archive,
    world: { signal: stopping.signal, seen: () => void ((answers += 1) === 3 && stopping.abort()) },
  })
  assert.equal(stopped.visit.end, 'stopped')
  const { visit, captures } = await crawled(t, site.origin, { archive })
  assert.equal(visit.end, uninterrupted.visit.end)
  const asked = site.asked.map(({ method, path }) => `${method} ${path}`)
  const twice = asked.filter((path, at, all) => all.indexOf(path) < at)
  assert.deepEqual(twice, [], 'nothing is asked for twice')
  const pathsOf = (all: typeof captures): readonly string[] => all.map(({ url }) => new URL(url).pathname).toSorted()
  assert.deepEqual(pathsOf(captures), pathsOf(uninterrupted.captures))
})

test('a site that gives no answer ends its own visit, with a word for it', async (t) => {
  const { visit } = await crawled(t, 'http://127.0.0.1:9', { archive: aFolder(t) })
  assert.equal(visit.end, 'unreachable')
})
