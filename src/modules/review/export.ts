import { z } from 'zod'
import { csvOf } from '#kernel/csv.ts'
import { VERDICT_KINDS } from './criteria/verdict.ts'
import { MENTIONS } from './facts/facts.ts'
import { mentionsSaid, numberSaid, sayNumber } from './facts/said.ts'
import type { JudgedLine } from './judge.ts'

const count = z.int().min(0)

/** A line of `rackhall review export`: the site of a run, what was found there and what that comes to. */
export const exportedSchema = z.strictObject({
  site: z.string().describe('The address as it was given.'),
  pages: count.describe('0 for a site whose visit did not end whole: nothing of it is judged.'),
  clicksToViolencePage: count.nullable().describe('From the start page; null without such a page, or a way to it.'),
  numbers: z.array(numberSaid),
  mentions: mentionsSaid
    .nullable()
    .describe('Of the pages about violence together; "weak" is a word in a list; null without such a page.'),
  thirdPartyHosts: z.array(z.string()).nullable().describe('Asked before consent; null when no browser was used.'),
  cookiesBeforeConsent: count.nullable(),
  quickExitWorks: z.boolean().nullable().describe('null when it could not be tried.'),
  requests: count,
  verdicts: z.record(z.string(), z.enum(VERDICT_KINDS)).describe('By criterion; empty for a site that is not judged.'),
  score: z.number().min(0).max(100).nullable(),
  assessable: z.number().min(0).max(1).nullable().describe('The share, by weight, that could be assessed.'),
})

export type Exported = z.infer<typeof exportedSchema>

const rounded = (value: number | undefined, decimals: number): number | null =>
  value === undefined ? null : Number(value.toFixed(decimals))

/** The criterion that says whether the way out of the page hides it. */
const HIDES = 'B02'

const exitWorks = (verdicts: JudgedLine['verdicts']): boolean | null => {
  const kind = verdicts?.[HIDES]?.kind
  return kind === undefined || kind === 'cannot-tell' || kind === 'not-applicable' ? null : kind === 'met'
}

/** A judged site as it is published. */
export const exportedOf = ({ site, requests, pages, facts, verdicts = {}, score }: JudgedLine): Exported => ({
  site,
  pages,
  clicksToViolencePage: facts?.clicksToViolencePage ?? null,
  numbers: (facts?.numbers ?? []).map(sayNumber),
  mentions: facts?.mentions ?? null,
  thirdPartyHosts: facts?.thirdPartyHosts === undefined ? null : [...facts.thirdPartyHosts],
  cookiesBeforeConsent: facts?.cookiesBeforeConsent ?? null,
  quickExitWorks: exitWorks(verdicts),
  requests,
  verdicts: Object.fromEntries(Object.entries(verdicts).map(([id, { kind }]) => [id, kind])),
  score: rounded(score?.total.score, 1),
  assessable: rounded(score?.total.assessable, 3),
})

type Cell = string | number | null

const told = (value: boolean | string | null | undefined): Cell =>
  value === null || value === undefined ? null : String(value)

/** The same as a table: a column for each mention and criterion, what there are several of parted by commas. */
export const exportedCsv = (lines: readonly Exported[], criteria: readonly string[]): string => {
  const mentions = [...MENTIONS, 'afterHours' as const]
  const before = ['site', 'pages', 'clicksToViolencePage', 'numbers']
  const after = ['thirdPartyHosts', 'cookiesBeforeConsent', 'quickExitWorks', 'requests']
  const head = [...before, ...mentions, ...after, ...criteria, 'score', 'assessable']
  const rows = lines.map((line): readonly Cell[] => [
    line.site,
    line.pages,
    line.clicksToViolencePage,
    line.numbers.map(({ e164, role }) => `${role} ${e164}`).join(', '),
    ...mentions.map((name) => told(line.mentions?.[name])),
    line.thirdPartyHosts === null ? null : line.thirdPartyHosts.join(', '),
    line.cookiesBeforeConsent,
    told(line.quickExitWorks),
    line.requests,
    ...criteria.map((id) => line.verdicts[id] ?? null),
    line.score,
    line.assessable,
  ])
  return csvOf([head, ...rows])
}
