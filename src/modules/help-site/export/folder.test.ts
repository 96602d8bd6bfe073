import assert from 'node:assert/strict'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { Worker } from 'node:worker_threads'
import { openFolder, replaceFile } from './folder.ts'

const aFolder = (t: TestContext): string => {
  const folder = mkdtempSync(join(tmpdir(), 'export-folder-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

const twins = { br: Buffer.from('br'), gz: Buffer.from('gz') }

test('a page is written once, and again only when it has changed', (t) => {
  const root = aFolder(t)
  const folder = openFolder(root)
  assert.equal(folder.put('s/1497.html', 'one'), true)
  folder.putTwins('s/1497.html', 'one', twins)
  assert.equal(folder.put('s/1497.html', 'one'), false)
  assert.equal(openFolder(root).put('s/1497.html', 'one'), false, 'another program finds it as it is')
  assert.equal(folder.put('s/1497.html', 'two'), true)
  assert.equal(readFileSync(join(root, 's/1497.html'), 'utf8'), 'two')
})

test('with a new text the old twins are gone at once, and twins of an old text are not put there', (t) => {
  const root = aFolder(t)
  const folder = openFolder(root)
  folder.put('a.html', 'one')
  folder.putTwins('a.html', 'one', twins)
  folder.put('a.html', 'two')
  assert.deepEqual(readdirSync(root), ['a.html'])
  folder.putTwins('a.html', 'one', twins)
  assert.deepEqual(readdirSync(root), ['a.html'])
})

test('a page whose twin is missing is told of, so that a broken off export is made whole', (t) => {
  const root = aFolder(t)
  openFolder(root).put('a.html', 'one')
  assert.equal(openFolder(root).put('a.html', 'one'), true)
})

test('what an earlier export left is taken away, half files too, and what was put stays', (t) => {
  const root = aFolder(t)
  mkdirSync(join(root, 's'))
  for (const left of ['s/9999.html', 's/9999.html.br', 'b.html.gz.new']) writeFileSync(join(root, left), 'old')
  const folder = openFolder(root)
  folder.put('a.html', 'one')
  folder.putTwins('a.html', 'one', twins)
  assert.equal(folder.removeOthers(), 3)
  assert.deepEqual(readdirSync(root).toSorted(), ['a.html', 'a.html.br', 'a.html.gz', 's'])
})

/** Reads a file over and over on a thread of its own, and counts what is neither of the two whole texts. */
const READER = `
const { parentPort, workerData: { path, texts } } = require('node:worker_threads')
const { readFileSync } = require('node:fs')
let stop = false
const seen = new Set()
let reads = 0
parentPort.on('message', () => { stop = true })
parentPort.postMessage('reading')
const read = () => {
  for (let n = 0; n < 20; n += 1) { seen.add(readFileSync(path, 'utf8')); reads += 1 }
  if (stop) return parentPort.postMessage({ reads, strange: [...seen].filter((text) => !texts.includes(text)).length, both: seen.size }) || parentPort.close()
  setImmediate(read)
}
read()`

test('whoever reads while a page is replaced sees the old one or the new one, never half of one', async (t) => {
  const root = aFolder(t)
  const folder = openFolder(root)
  const texts = ['a'.repeat(200_000), 'b'.repeat(250_000)]
  folder.put('a.html', texts[0] ?? '')
  const reader = new Worker(READER, { eval: true, workerData: { path: join(root, 'a.html'), texts } })
  t.after(async () => void (await reader.terminate()))
  const message = async (): Promise<unknown> => new Promise((resolve) => reader.once('message', resolve))
  await message()
  for (let turn = 1; turn <= 200; turn += 1) {
    folder.put('a.html', texts[turn % 2] ?? '')
    await new Promise<void>((resolve) => {
      setImmediate(resolve)
    })
  }
  const counted = message()
  reader.postMessage('stop')
  const { reads, strange, both } = (await counted) as { reads: number; strange: number; both: number }
  assert.equal(strange, 0, `of ${reads} reads`)
  assert.equal(both, 2, 'it was read while it was replaced')
})

test('a configuration is replaced in one step, and only when it differs', (t) => {
  const path = join(aFolder(t), 'nginx.conf')
  assert.equal(replaceFile(path, 'one'), true)
  assert.equal(replaceFile(path, 'one'), false)
  assert.equal(replaceFile(path, 'two'), true)
  assert.equal(readFileSync(path, 'utf8'), 'two')
  assert.ok(!existsSync(`${path}.new`))
})
