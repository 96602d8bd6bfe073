import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { aNotice, contacts } from '#tests/support/builders.ts'
import { aReception } from '#tests/support/receptions.ts'
import { until } from '#tests/support/tab.ts'
import { aWorld as inAllLanguages, inFewLanguages, type WorldChange } from '#tests/support/world.ts'
import type { World } from '../world.ts'
import { openExporter } from './export.ts'
import { follow } from './follow.ts'

const aWorld = (change?: WorldChange): World => inFewLanguages(inAllLanguages(change))

/** A followed export of Hjo; `holds` is what is read when something is heard. */
const following = async (t: TestContext, first: World) => {
  const folder = mkdtempSync(join(tmpdir(), 'follow-'))
  const exporter = openExporter({
    folder,
    listen: '127.0.0.1:8080',
    codes: new Set(['1497']),
    progress: () => undefined,
  })
  const said: string[] = []
  const state = { world: first as World | Error, stopped: false }
  let heard: (payload: string) => void = () => undefined
  await exporter.write(first, new Date())
  const stop = await follow({
    exporter,
    worldNow: async () => {
      if (state.world instanceof Error) throw state.world
      return state.world
    },
    now: () => new Date(),
    listen: async (hears) => {
      heard = hears
      return async () => void (state.stopped = true)
    },
    say: (line) => said.push(line),
    folder,
  })
  t.after(async () => {
    await stop()
    await exporter.close()
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
  })
  return {
    said,
    state,
    stop,
    read: (file: string): string => readFileSync(join(folder, 'site', file), 'utf8'),
    changed: (world: World | Error, payload: string): void => {
      state.world = world
      heard(payload)
    },
  }
}

test('what a municipality confirms stands in the copy, and it says how many pages it replaced', async (t) => {
  const copy = await following(t, aWorld())
  assert.ok(!/031-390 06 50/.test(copy.read('s/1497.html')))
  copy.changed(aWorld({ localHelp: [contacts()] }), 'local-help:1497')
  await until('the number in the copy', async () => copy.read('s/1497.html').includes('031-390 06 50'))
  await until('a line about it', async () => copy.said.some((line) => /^\d\d:\d\d \d+ pages replaced\.$/.test(line)))
})

test('a notice begins and ends in the copy by itself, and not before its time', async (t) => {
  const copy = await following(t, aWorld())
  const starts = Date.now() + 500
  const notice = aNotice({ starts: new Date(starts), ends: new Date(starts + 2500) })
  const stands = async (): Promise<boolean> => copy.read('s/ar/1497.html').includes('Telefonen ligger nere')
  copy.changed(aWorld({ crises: [notice] }), 'crisis:all')
  await until('the notice to begin', stands)
  assert.ok(Date.now() >= starts, `${starts - Date.now()} ms too early`)
  await until('the notice to end', async () => !(await stands()))
  assert.ok(Date.now() >= starts + 2500)
})

test('a reception stands in the copy, its pause leads on to another, and ends in the copy by itself', async (t) => {
  const copy = await following(t, aWorld())
  const other = aReception({ name: 'region', numbers: ['+46313900661'] })
  copy.changed(aWorld({ receptions: [aReception(), other] }), 'reception:1497')
  const stands = async (): Promise<boolean> => copy.read('s/1497.html').includes('031-390 06 60')
  await until('the reception in the copy', stands)
  const [since, ends] = [new Date(), Date.now() + 2500]
  const pause = { reason: 'telephone' as const, since, until: new Date(ends), to: 'region', by: 'Enhetschefen' }
  copy.changed(aWorld({ receptions: [aReception({ pause }), other] }), 'reception:1497')
  await until('the pause in the copy', async () => !(await stands()) && copy.read('s/1497.html').includes('06 61'))
  await until('its end', stands)
  assert.ok(Date.now() >= ends, `${ends - Date.now()} ms too early`)
})

test('a way out of its own needs nginx to read its configuration again, and that is said', async (t) => {
  const copy = await following(t, aWorld())
  copy.changed(aWorld({ localHelp: [contacts({ exit: 'http://127.0.0.1:9/own' })] }), 'local-help:1497')
  await until('that to be said', async () =>
    copy.said.some((line) => /nginx\.conf has changed: .* -s reload$/.test(line)),
  )
})

test('facts that cannot be read leave the pages as they are, and the next change is taken in', async (t) => {
  const copy = await following(t, aWorld({ localHelp: [contacts()] }))
  copy.changed(new Error('the database is away'), '')
  await until('the fault to be said', async () => copy.said.some((line) => line.includes('the database is away')))
  assert.ok(/031-390 06 50/.test(copy.read('s/1497.html')))
  copy.changed(aWorld(), 'local-help:1497')
  await until('the number to be gone', async () => !copy.read('s/1497.html').includes('031-390 06 50'))
})

test('when it is stopped it listens no longer', async (t) => {
  const copy = await following(t, aWorld())
  await copy.stop()
  assert.equal(copy.state.stopped, true)
})
