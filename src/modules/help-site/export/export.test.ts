import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { aNotice, contacts } from '#tests/support/builders.ts'
import { aWorld as inAllLanguages, inFewLanguages, type WorldChange } from '#tests/support/world.ts'
import { exportAddresses, fileOf, narrowedTo } from './addresses.ts'
import { openExporter, type Exporter } from './export.ts'

const NOW = new Date('2026-11-25T09:00:00Z')
const HJO = new Set(['1497'])
const aWorld = (change?: WorldChange): ReturnType<typeof inFewLanguages> => inFewLanguages(inAllLanguages(change))

type Opened = { readonly folder: string; readonly exporter: Exporter; read(file: string): Buffer }

const opened = (t: TestContext, folder = mkdtempSync(join(tmpdir(), 'export-'))): Opened => {
  const exporter = openExporter({ folder, listen: '127.0.0.1:8080', codes: HJO, progress: () => undefined })
  t.after(async () => {
    await exporter.close()
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
  })
  return { folder, exporter, read: (file) => readFileSync(join(folder, 'site', file)) }
}

const has = (page: string, what: RegExp, where = ''): void => assert.ok(what.test(page), `${where} has no ${what}`)

/** Every page stands whole, with twins of the same text, and nothing else is left lying. */
const isWhole = ({ folder, read }: Opened): void => {
  const files = readdirSync(join(folder, 'site'), { recursive: true, encoding: 'utf8' })
  assert.deepEqual(
    files.filter((file) => file.endsWith('.new')),
    [],
  )
  for (const { path } of exportAddresses(narrowedTo(aWorld(), HJO))) {
    const file = fileOf(path)
    const text = read(file).toString()
    assert.ok(text.length > 200, file)
    assert.equal(brotliDecompressSync(read(`${file}.br`)).toString(), text, `${file}.br`)
    assert.equal(gunzipSync(read(`${file}.gz`)).toString(), text, `${file}.gz`)
  }
}

test('a copy is whole, says hours and never who is open now, and a second one changes nothing', async (t) => {
  const copy = opened(t)
  const first = await copy.exporter.write(aWorld({ localHelp: [contacts()] }), NOW)
  assert.equal(first.changed, first.pages)
  assert.equal(first.config, true)
  isWhole(copy)
  const says = [...aWorld().prepared.texts.written.values()].flatMap(({ site }) => site.get('numbers.open') ?? [])
  assert.ok(says.length >= 3)
  for (const { path } of exportAddresses(narrowedTo(aWorld(), HJO))) {
    const text = copy.read(fileOf(path)).toString()
    for (const said of says) assert.ok(!text.includes(said.split('{')[0] ?? said), `${path} says ${said}`)
  }
  has(copy.read('s/1497.html').toString(), /Måndag–fredag <bdi dir="ltr">08\.00–16\.00<\/bdi>/)
  assert.deepEqual(await copy.exporter.write(aWorld({ localHelp: [contacts()] }), NOW), {
    pages: first.pages,
    changed: 0,
    config: false,
  })
})

test('what one municipality confirms replaces its pages and no other, and stands there with its twins', async (t) => {
  const copy = opened(t)
  await copy.exporter.write(aWorld(), NOW)
  const untouched = copy.read('s/0000.html')
  const { changed, pages } = await copy.exporter.write(aWorld({ localHelp: [contacts()] }), NOW, '1497')
  assert.ok(changed > 20 && changed <= pages, `${changed} of ${pages}`)
  has(copy.read('s/1497.html').toString(), /031-390 06 50/)
  has(copy.read('f/1497.json').toString(), /\+46313900650/)
  assert.deepEqual(copy.read('s/0000.html'), untouched)
  isWhole(copy)
})

test('a later change is never undone by an earlier one that is still being written', async (t) => {
  const copy = opened(t)
  const crisis = aWorld({ crises: [aNotice({ ends: new Date('2026-11-26T07:00:00Z') })] })
  const earlier = copy.exporter.write(aWorld(), NOW)
  const later = copy.exporter.write(crisis, NOW)
  await Promise.all([earlier, later])
  for (const file of [
    's/1497.html',
    's/ar/1497.html',
    's/1497/a.html',
    'k/1497.html',
    'f/1497.html',
    'f/1497/b.json',
    'o.html',
    'index.html',
  ])
    has(copy.read(file).toString(), /Telefonen ligger nere/, file)
  isWhole(copy)
})

test('a change of one municipality in the middle of a whole export leaves no page without its twins', async (t) => {
  const copy = opened(t)
  const all = copy.exporter.write(aWorld(), NOW)
  await copy.exporter.write(aWorld({ localHelp: [contacts()] }), NOW, '1497')
  await all
  has(copy.read('s/1497.html').toString(), /031-390 06 50/)
  isWhole(copy)
})

test('an export goes on where a broken off one ended, and takes away what is no longer there', async (t) => {
  const copy = opened(t)
  await copy.exporter.write(aWorld({ localHelp: [contacts()] }), NOW)
  rmSync(join(copy.folder, 'site/s/1497.html.br'))
  rmSync(join(copy.folder, 'site/k/1497.html'))
  const again = opened(t, copy.folder)
  const { changed } = await again.exporter.write(aWorld({ localHelp: [contacts()] }), NOW)
  assert.equal(changed, 2)
  isWhole(again)
})
