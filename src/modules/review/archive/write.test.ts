import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { appendFileSync, readFileSync, statSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import { gunzipSync } from 'node:zlib'
import { WARCParser } from 'warcio'
import { aCapture, anArchiveFolder, aVisit } from '#tests/support/review-archive.ts'
import { parseCdxj } from './cdxj.ts'
import { isFault } from './fault.ts'
import { folderOf, newRun, runsOf, siteFolder } from './place.ts'
import { readVisit } from './read.ts'
import type { VisitRead } from './site-archive.ts'
import { openSiteArchive } from './write.ts'

const LONG = `<!doctype html><title>Stöd</title>${'<p>Du kan ringa oss.</p>'.repeat(60)}`
const CAPTURES = [
  aCapture({ purpose: 'robots', url: 'https://granback.example/robots.txt', status: 404, body: 'ingen', headers: {} }),
  aCapture({ headers: { 'content-type': 'text/html', 'content-encoding': 'br', 'set-cookie': 'a=1; Path=/\nb=2' } }),
  aCapture({ url: 'https://granback.example/gammal', status: 301, headers: { location: '/stod' }, body: '' }),
  aCapture({ url: 'https://granback.example/stod?a=%C3%A5', body: LONG }),
  aCapture({
    url: 'https://granback.example/samma',
    body: LONG,
    headers: { 'content-type': 'text/html', etag: '"s"' },
  }),
  aCapture({ url: 'https://granback.example/borta', status: 0, headers: {}, body: '', failure: 'timeout' }),
  aCapture({ url: 'https://granback.example/lank', purpose: 'probe', method: 'HEAD', body: '' }),
  aCapture({ url: 'https://granback.example/plan.pdf', purpose: 'document', body: '%PDF-1.7 …', cut: 'too-large' }),
]
const place = (archive: string, run = '2026-11-25-1') => ({
  archive,
  run,
  site: 'https://granback.example',
  code: '9001',
})

const written = async (archive: string, captures = CAPTURES): Promise<string> => {
  const site = await openSiteArchive(place(archive))
  for (const capture of captures) await site.keep(capture)
  await site.writeVisit(aVisit())
  await site.close()
  return folderOf(place(archive))
}

const read = async (folder: string): Promise<VisitRead> => {
  const found = await readVisit(folder)
  if (isFault(found)) throw new Error(`${found.file} ${found.offset} ${found.expected}`)
  return found
}

test('what was kept is read as it was, in its order', async (t) => {
  const { captures, visit } = await read(await written(anArchiveFolder(t)))
  assert.deepEqual(
    captures.map((capture) => ({ ...capture, body: Buffer.from(capture.body).toString() })),
    CAPTURES.map((capture) => ({ ...capture, body: Buffer.from(capture.body).toString() })),
  )
  assert.equal(visit.captures, CAPTURES.length)
})

test('a common reader of web archives reads it, and the index says where each record stands', async (t) => {
  const folder = await written(anArchiveFolder(t))
  const bytes = readFileSync(join(folder, 'pages.warc.gz'))
  const found: string[] = []
  for await (const record of new WARCParser([bytes])) {
    const text = await record.contentText()
    found.push(
      `${record.warcType} ${record.warcTargetURI ?? ''} ${record.httpHeaders?.statusCode ?? ''} ${text.length}`,
    )
  }
  assert.deepEqual(found.slice(1), [
    'response https://granback.example/robots.txt 404 5',
    `response https://granback.example/ 200 ${Buffer.from(CAPTURES[1]?.body ?? '').toString().length}`,
    'response https://granback.example/gammal 301 0',
    `response https://granback.example/stod?a=%C3%A5 200 ${LONG.length}`,
    'revisit https://granback.example/samma 200 0',
    'metadata https://granback.example/borta  18',
    'response https://granback.example/lank 200 0',
    'response https://granback.example/plan.pdf 200 10',
  ])
  const text = readFileSync(join(folder, 'pages.cdxj'), 'utf8')
  const lines = text.trimEnd().split('\n')
  assert.deepEqual(lines, lines.toSorted(), 'sorted as bytes are')
  for (const { offset, length, url } of parseCdxj(text)) {
    const record = gunzipSync(bytes.subarray(offset, offset + length)).toString()
    assert.ok(record.includes(`WARC-Target-URI: ${url}\r\n`), `${url} at ${offset}`)
  }
  assert.equal(parseCdxj(text).length, CAPTURES.length - 1)
})

test('every file of a visit that is over has its digest, as sha256sum reads them', async (t) => {
  const folder = await written(anArchiveFolder(t))
  const said = execFileSync('sha256sum', ['--check', '--strict', 'SHA256SUMS'], { cwd: folder, encoding: 'utf8' })
  assert.match(said, /pages\.warc\.gz: OK/)
  assert.match(said, /visit\.json: OK/)
})

test('a torn last record is cut away, and the visit goes on after the last whole one', async (t) => {
  const archive = anArchiveFolder(t)
  const folder = folderOf(place(archive))
  const first = await openSiteArchive(place(archive))
  for (const capture of CAPTURES.slice(0, 4)) await first.keep(capture)
  await first.close()
  truncateSync(join(folder, 'pages.warc.gz'), statSync(join(folder, 'pages.warc.gz')).size - 7)
  appendFileSync(join(folder, 'browser.jsonl'), '{"url":"https://gran')
  const next = await openSiteArchive(place(archive))
  assert.deepEqual(
    next.before.map(({ url }) => url),
    CAPTURES.slice(0, 3).map(({ url }) => url),
  )
  for (const capture of CAPTURES.slice(3)) await next.keep(capture)
  await next.keepBrowser({ url: 'https://granback.example/', why: 'timeout' })
  await next.writeVisit(aVisit())
  await next.close()
  const { captures, browserFailures } = await read(folder)
  assert.deepEqual(
    captures.map(({ url }) => url),
    CAPTURES.map(({ url }) => url),
  )
  assert.deepEqual(browserFailures, [{ url: 'https://granback.example/', why: 'timeout' }])
})

test('a 304 has the body of the run before, also when that run is gone', async (t) => {
  const archive = anArchiveFolder(t)
  await newRun(archive, '2026-11-25' as never)
  await newRun(archive, '2026-11-25' as never)
  await written(archive)
  const url = 'https://granback.example/stod?a=%C3%A5'
  const second = await openSiteArchive(place(archive, '2026-11-25-2'))
  const previous = await second.previous(url)
  assert.equal(Buffer.from(previous?.body ?? '').toString(), LONG)
  assert.equal(await second.previous('https://granback.example/ny'), undefined)
  await second.keep(aCapture({ url, status: 304, body: '', headers: { etag: '"ny"' } }))
  await second.writeVisit(aVisit({ run: '2026-11-25-2' }))
  await second.close()
  const { captures } = await read(folderOf(place(archive, '2026-11-25-2')))
  assert.deepEqual(
    captures.map(({ status, headers, body }) => ({ status, headers, body: Buffer.from(body).toString() })),
    [{ status: 304, headers: { 'content-type': 'text/html; charset=utf-8', etag: '"ny"' }, body: LONG }],
  )
  assert.deepEqual(await runsOf(archive), ['2026-11-25-1', '2026-11-25-2'])
})

test('two sites never share a folder, whatever their labels and addresses hold', () => {
  const sites = ['https://a.example', 'http://a.example', 'https://a.example:8443', '../..', 'https://å.example']
  const folders = ['9001', '9002', '../9001', 'Å', ''].flatMap((code) => sites.map((site) => siteFolder(code, site)))
  assert.equal(new Set(folders).size, folders.length)
  for (const folder of folders) assert.match(folder, /^(?!.*\.\.)[a-z0-9_-][a-z0-9._-]*$/)
  assert.equal(siteFolder('1497', 'https://www.hjo.example'), '1497-www.hjo.example')
})
