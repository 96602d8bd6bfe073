import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { makePdf, type Given } from '#platform/documents/index.ts'
import type { Report } from './report.ts'
import type { Telling } from './told.ts'
import { toldReport, type ToldReport } from './told-report.ts'

/** What the template says itself, by the ends of the words' ids. */
const WORDS = [
  'star',
  'not-whole',
  'not-whole-text',
  'todo-heading',
  'first',
  'first-none',
  'first-text',
  'no-page',
  'where',
  'todo',
  'paste',
  'stars',
  'stars-text',
  'criterion',
  'verdict',
  'groups',
  'groups-text',
  'group',
  'standing',
  'later',
  'later-text',
]

const TEMPLATE = 'src/modules/review/report/report.typ'

export const readReportTemplate = (root: string): string => readFileSync(join(root, TEMPLATE), 'utf8')

/** The report as PDF/UA-1. The same report gives the same bytes. */
export const reportPdf = (template: string, telling: Telling, report: Report): Uint8Array => {
  const { say, language } = telling
  const { title, about, told } = toldReport(telling, report)
  return makePdf(template, {
    title,
    language,
    about,
    told: withFetched(telling, told),
    footer: say('report.round', { run: report.round.run, rules: report.round.rules }),
    words: Object.fromEntries(WORDS.map((word) => [word, say(`report.${word}`)])),
  })
}

/** A day becomes a sentence here: the template has no words of its own. */
const withFetched = ({ say }: Telling, told: ToldReport['told']): Given => {
  if (told.kind === 'not-whole') return told
  return {
    ...told,
    areas: told.areas.map((area) => ({
      ...area,
      criteria: area.criteria.map((criterion) => ({
        ...criterion,
        evidence: criterion.evidence.map((piece) => ({ ...piece, fetched: say('report.fetched', { on: piece.on }) })),
      })),
    })),
  }
}
