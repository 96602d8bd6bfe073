import assert from 'node:assert/strict'
import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { Command } from 'commander'
import { aCommandContext, type Ended } from '#tests/support/command-context.ts'
import { aCapture, anArchiveFolder, aVisit } from '#tests/support/review-archive.ts'
import { folderOf } from '../archive/place.ts'
import { openSiteArchive } from '../archive/write.ts'
import type { VisitEnd } from '../crawl/visit.ts'
import { gradeCommand } from './grade-commands.ts'

const RUN = '2026-11-25-1'
const HELP = `<!doctype html><html lang="sv"><title>Våld i nära relationer</title><main><h1>Våld i nära relationer</h1>
<p>Är du utsatt för våld? Du kan få hjälp av oss. Ring 0980-319 201 eller läs mer hos <a href="https://jour.example/">jouren</a>.</p></main></html>`

const kept = async (archive: string, code: string, html: string, end: VisitEnd = 'exhausted'): Promise<string> => {
  const site = `https://${code}.example`
  const place = { archive, run: RUN, site, code }
  const open = await openSiteArchive(place)
  await open.keep(aCapture({ url: `${site}/` }))
  await open.keep(aCapture({ url: `${site}/stod/vald`, body: html }))
  await open.writeVisit(aVisit({ site, code, end }))
  await open.close()
  return folderOf(place)
}

const grade = async (words: readonly string[]): Promise<Ended> => {
  const { context, ended } = aCommandContext()
  const program = new Command()
  gradeCommand(program, context)
  await program.parseAsync(['grade', ...words], { from: 'user' })
  return ended()
}

test('a run is graded as in 2007: from and to where the search could not be asked, nothing for a visit cut short', async (t) => {
  const archive = anArchiveFolder(t)
  await kept(archive, '9001', HELP)
  await kept(archive, '9002', '<!doctype html><title>Hemtjänst</title><main><h1>Hemtjänst</h1><p>Ansök.</p></main>')
  await kept(archive, '9003', HELP, 'busy')
  const { out, status } = await grade(['--archive', archive, '--json'])
  const { run, sites } = JSON.parse(out) as {
    run: string
    sites: readonly { code: string; end: string; grade?: { lowest: number; highest: number } }[]
  }
  assert.equal(status, 0)
  assert.equal(run, RUN)
  assert.deepEqual(
    sites.map(({ code, end, grade }) => [code, end, grade?.lowest, grade?.highest]),
    [
      ['9001', 'exhausted', 3, 5],
      ['9002', 'exhausted', 1, 1],
      ['9003', 'busy', undefined, undefined],
    ],
  )
  const lines = (await grade(['--archive', archive])).out
  assert.match(lines, /^Of 3 sites, 2 graded\./)
  assert.match(lines, /own-heading {2}50 %\n/)
  assert.match(lines, /found +0 %, of 1 where it could be asked/)
  assert.match(lines, /grade 1 +50 %/)
  assert.match(lines, /from … to +50 %/)
})

test('a damaged archive is named and not graded', async (t) => {
  const archive = anArchiveFolder(t)
  const folder = await kept(archive, '9001', HELP)
  appendFileSync(join(folder, 'pages.warc.gz'), 'torn')
  const { out, err, status } = await grade(['--archive', archive])
  assert.equal(status, 1)
  assert.match(err, /^Damaged, not graded: .*pages\.warc\.gz/)
  assert.equal(out, 'No site could be graded.\n')
})
