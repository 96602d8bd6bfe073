import assert from 'node:assert/strict'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it, type TestContext } from 'node:test'
import { Command } from 'commander'
import type { CliContext } from '#platform/cli.ts'
import { PROJECT_ROOT } from '#platform/config.ts'
import { aVerdict } from '#tests/support/judged.ts'
import { anArchiveFolder } from '#tests/support/review-archive.ts'
import { loadCatalogue } from '../criteria/catalogue.ts'
import { reportSchema } from './json.ts'
import { reportCommand } from './report-commands.ts'
import { summaryCommand } from './summary-commands.ts'

type Said = { readonly out: string; readonly err: string }

const run = async (...words: readonly string[]): Promise<Said> => {
  let [out, err] = ['', '']
  const context = {
    out: (line: string) => void (out += `${line}\n`),
    err: (line: string) => void (err += `${line}\n`),
  } as unknown as CliContext
  const program = new Command().exitOverride().configureOutput({ writeErr: (text) => void (err += text) })
  reportCommand(program, context)
  summaryCommand(program, context)
  for (const command of program.commands) command.exitOverride()
  await program.parseAsync([...words], { from: 'user' })
  return { out, err }
}

const line = (code: string, change: object = {}): object => ({
  code,
  site: `https://${code}.example`,
  run: '2026-11-25-1',
  rules: 'a1b2c3',
  end: 'exhausted',
  visitedAt: '2026-11-25T08:00:00.000Z',
  pages: 12,
  requests: 20,
  verdicts: { F01: aVerdict('not-met', { reason: 'none' }) },
  ...change,
})

const MET = { F01: aVerdict('met', { reason: 'own-page' }) }
const SITES = [
  line('9001'),
  line('9002', { verdicts: MET }),
  line('9003', { end: 'parked', verdicts: undefined }),
  line('9004', { site: 'http://127.0.0.1:8080' }),
]

/** An archive of two runs that are judged: of the first, everything was met. */
const judged = (t: TestContext): string => {
  const archive = anArchiveFolder(t)
  const put = (name: string, lines: readonly object[]): void => {
    mkdirSync(join(archive, name))
    writeFileSync(join(archive, name, 'verdicts.jsonl'), lines.map((one) => `${JSON.stringify(one)}\n`).join(''))
  }
  put('2026-08-01-1', [line('9001', { run: '2026-08-01-1', verdicts: MET })])
  put('2026-11-25-1', SITES)
  return archive
}

const filesOf = (folder: string): readonly string[] => readdirSync(folder).toSorted()

describe('rackhall review report', () => {
  it('writes the report of one site as a page that stands alone, with what has changed since the run before', async (t) => {
    const archive = judged(t)
    const out = join(archive, 'reports')
    const said = await run('report', '--archive', archive, '--site', 'https://www.9001.example/', '--out', out)
    assert.equal(said.out, `1 sites, 1 files in ${out}.\n`)
    assert.deepEqual(filesOf(out), ['9001-9001.example.html'])
    const html = readFileSync(join(out, '9001-9001.example.html'), 'utf8')
    assert.match(html, /^<!doctype html><html lang="sv">/)
    assert.ok(html.includes('Ingen sida om våld hittades.'))
    assert.ok(html.includes('Sämre: Egen sida om våld i nära relationer.'))
    assert.ok(html.includes('Beteckningen 9001 finns inte i registret över kommuner.'))
  })

  it('writes all of a run: a file for each site, and of one that was not visited whole what came of that', async (t) => {
    const archive = judged(t)
    const out = join(archive, 'reports')
    const said = await run(
      'report',
      '--archive',
      archive,
      '--all',
      '--format',
      'json',
      '--out',
      out,
      '--language',
      'en',
    )
    assert.equal(said.out, `4 sites, 4 files in ${out}.\n`)
    assert.match(said.err, /^1 of them could not be visited whole/)
    const read = filesOf(out).map((name) => reportSchema.parse(JSON.parse(readFileSync(join(out, name), 'utf8'))))
    assert.deepEqual(
      read.map(({ code, name, end, first }) => [code, name, end, first.length]),
      [
        ['9001', null, null, 1],
        ['9002', null, null, 0],
        ['9003', null, 'parked', 0],
        ['9004', null, null, 1],
      ],
    )
  })

  it('writes one table of all of them, or a PDF of a municipality’s', async (t) => {
    const archive = judged(t)
    const out = join(archive, 'reports')
    await run('report', '--archive', archive, '--all', '--format', 'csv', '--out', out)
    await run('report', '--archive', archive, '--municipality', '9002', '--format', 'pdf', '--out', out)
    assert.deepEqual(filesOf(out), ['9002-9002.example.pdf', 'reports.csv'])
    assert.equal(readFileSync(join(out, 'reports.csv'), 'utf8').trimEnd().split('\r\n').length, 5)
    assert.match(readFileSync(join(out, '9002-9002.example.pdf'), 'latin1'), /^%PDF-1\.7[\s\S]*pdfuaid:part/)
  })

  it('says what is wrong: no way to choose, two of them, no such site, no run, one not judged, one cut off', async (t) => {
    const archive = judged(t)
    const asked = ['report', '--archive', archive, '--out', join(archive, 'reports')]
    await assert.rejects(run(...asked), /one of --site, --municipality and --all/)
    await assert.rejects(run(...asked, '--all', '--municipality', '9001'), /one of --site, --municipality and --all/)
    await assert.rejects(run(...asked, '--site', 'hjo'), /Expected an address/)
    await assert.rejects(run(...asked, '--municipality', '9009'), /There is no such site in the run 2026-11-25-1\./)
    await assert.rejects(run(...asked, '--all', '--run', '2026-01-01-1'), /There is no run 2026-01-01-1/)
    mkdirSync(join(archive, '2026-11-26-1'))
    await assert.rejects(run(...asked, '--all'), /is not judged yet\. Judge it first: rackhall review judge/)
    writeFileSync(join(archive, '2026-11-26-1', 'verdicts.jsonl'), JSON.stringify(line('9001')).slice(0, 40))
    await assert.rejects(
      run(...asked, '--all'),
      /verdicts\.jsonl, line 1: expected JSON; the file may have been cut off/,
    )
  })
})

describe('rackhall review summary', () => {
  it('says how many sites meet each criterion, and which the machine is not done with', async (t) => {
    const { out } = await run('summary', '--archive', judged(t))
    assert.match(out, /^3 sites judged\.\n/)
    assert.match(out, /\nF01 {2}met 33 %, not-met 67 % {2}Own page about violence in close relations\n/)
    assert.match(out, /1 sites could not be visited whole and are not among these\./)
    const others = loadCatalogue(PROJECT_ROOT).filter(({ data }) => data.id !== 'F01' && data.mode === 'A')
    assert.equal(/Not done, .*: (.*)\n/.exec(out)?.[1], others.map(({ data }) => data.id).join(', '))
  })

  it('is data too', async (t) => {
    const { out } = await run('summary', '--archive', judged(t), '--json')
    const {
      run: of,
      notJudged,
      sites,
      criteria,
    } = JSON.parse(out) as {
      run: string
      notJudged: number
      sites: number
      criteria: readonly { id: string; all: { met: number; 'not-met': number } }[]
    }
    assert.deepEqual([of, notJudged, sites], ['2026-11-25-1', 1, 3])
    const own = criteria.find(({ id }) => id === 'F01')?.all
    assert.deepEqual([own?.met, own?.['not-met']], [1, 2])
  })
})
