import { resolve } from 'node:path'
import { InvalidArgumentError, Option, type Command } from 'commander'
import type { LocalDate } from '#kernel/dates.ts'
import type { CliContext } from '#platform/cli.ts'
import { ConfigurationError, PROJECT_ROOT } from '#platform/config.ts'
import { readWords, STAFF_LANGUAGES, type StaffLanguage } from '#platform/http/words.ts'
import { loadReference } from '#modules/municipality/index.ts'
import { ARCHIVE_OPTION, RUN_OPTION, runOf } from '../archive/archive-option.ts'
import { runsOf } from '../archive/place.ts'
import { loadCatalogue } from '../criteria/catalogue.ts'
import type { JudgedLine } from '../judge.ts'
import type { Judged } from '../score/compare.ts'
import { onSite, siteOf } from '../site.ts'
import { judgedLines, linesIfJudged, withoutEvidence } from './judged-lines.ts'
import { readQuality } from './quality.ts'
import { openReportWriter, REPORT_FORMATS, type ReportFormat } from './report-files.ts'
import { reportOf, type Reviewed } from './report.ts'

type Options = {
  readonly archive: string
  readonly run?: string
  readonly site?: string
  readonly municipality?: string
  readonly all?: boolean
  readonly format: ReportFormat
  readonly out: string
  readonly language: StaffLanguage
}

/** `review report`: what each site is to change first, from the verdicts of a run. */
export const reportCommand = (review: Command, context: CliContext): void => {
  review
    .command('report')
    .description('writes the report of a site, or of all in a run: what to change first, and every verdict')
    .requiredOption(...ARCHIVE_OPTION)
    .option(...RUN_OPTION)
    .option('--site <address>', 'the site at this address', anAddress)
    .option('--municipality <code>', 'the sites of this municipality, by code')
    .option('--all', 'every site of the run')
    .addOption(new Option('--format <format>', 'what to write').choices(REPORT_FORMATS).default('html'))
    .requiredOption('--out <folder>', 'where to write; made when missing')
    .addOption(new Option('--language <language>', 'in which language').choices(STAFF_LANGUAGES).default('sv'))
    .action(async (options: Options) => writeReports(context, options))
}

const anAddress = (text: string): string => {
  if (siteOf(text) === undefined) throw new InvalidArgumentError('Expected an address such as https://www.hjo.se.')
  return text
}

const writeReports = async (context: CliContext, options: Options): Promise<void> => {
  const { archive, format, language, out } = options
  const chosen = chosenBy(options)
  const run = await runOf(archive, options.run)
  const runs = await runsOf(archive)
  const reference = loadReference(PROJECT_ROOT, run.slice(0, 10) as LocalDate)
  const catalogue = loadCatalogue(PROJECT_ROOT)
  const quality = readQuality(PROJECT_ROOT)
  const before = await judgedBefore(archive, runs[runs.indexOf(run) - 1], chosen)
  const telling = { say: readWords(PROJECT_ROOT)[language], language }
  const writer = await openReportWriter({ root: PROJECT_ROOT, folder: resolve(out), format }, telling)
  let reports = 0
  let notWhole = 0
  for await (const line of judgedLines(archive, run)) {
    if (!chosen(line)) continue
    const name = reference.municipalities.get(line.code)?.name
    const report = reportOf(reviewedOf(line), { catalogue, name, before: before.get(keyOf(line)), quality })
    if (report.kind === 'not-whole') notWhole += 1
    writer.write(report)
    reports += 1
  }
  if (reports === 0) throw new ConfigurationError(`There is no such site in the run ${run}.`)
  const files = writer.close()
  context.out(`${reports} sites, ${files} files in ${resolve(out)}.`)
  if (notWhole > 0)
    context.err(`${notWhole} of them could not be visited whole: their reports say why, and judge nothing.`)
}

/** Throws ConfigurationError unless one of the three ways to choose is given. */
const chosenBy = ({ site, municipality, all }: Options): ((line: JudgedLine) => boolean) => {
  const given = [site, municipality, all].filter((one) => one !== undefined)
  if (given.length !== 1)
    throw new ConfigurationError('Choose what to report on by one of --site, --municipality and --all.')
  const wanted = site === undefined ? undefined : siteOf(site)
  if (wanted !== undefined) return (line) => onSite(wanted, line.site)
  return municipality === undefined ? () => true : ({ code }) => code === municipality
}

const keyOf = ({ code, site }: JudgedLine): string => `${code} ${siteOf(site)?.key ?? site}`

/** What the run before said of the chosen sites; where it was not judged, or did not see a site whole, nothing. */
const judgedBefore = async (
  archive: string,
  run: string | undefined,
  chosen: (line: JudgedLine) => boolean,
): Promise<ReadonlyMap<string, Judged & { readonly run: string }>> => {
  const before = new Map<string, Judged & { readonly run: string }>()
  for await (const line of linesIfJudged(archive, run)) {
    const { verdicts, rules } = line
    if (verdicts !== undefined && chosen(line))
      before.set(keyOf(line), { run: line.run, rules, verdicts: withoutEvidence(verdicts) })
  }
  return before
}

/** A site straight from the archive: nobody has said anything of it yet. */
const reviewedOf = ({ run, rules, end, visitedAt, verdicts, ...line }: JudgedLine): Reviewed => ({
  code: line.code,
  site: line.site,
  about: line.about,
  pages: line.pages,
  requests: line.requests,
  // One that has not ended goes on when the crawl is started again.
  end: end ?? 'stopped',
  visitedAt: new Date(visitedAt),
  verdicts,
  round: { run, rules },
  acts: [],
})
