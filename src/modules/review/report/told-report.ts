import { stockholm } from '#kernel/dates.ts'
import { WHOLE_ENDS } from '../crawl/visit.ts'
import type { Report } from './report.ts'
import { areasIn, pointsIn, type Telling, type ToldArea } from './told.ts'
import { firstIn, type ToldFirst } from './told-first.ts'

type Row = { readonly name: string; readonly word: string; readonly kind: string; readonly id: string }

/** A report in words: what page and PDF show, in the order they show it. */
export type ToldReport = {
  readonly title: string
  /** Which site, when, how much of it, by which rules. */
  readonly about: readonly string[]
  readonly told:
    | {
        readonly kind: 'judged'
        readonly label: string
        /** What the label means, and why it is no better. */
        readonly means: readonly string[]
        readonly mends: ToldFirst
        readonly stars: readonly Row[]
        readonly groups: readonly Row[]
        readonly since: { readonly heading: string; readonly sentences: readonly string[] } | null
        readonly areas: readonly ToldArea[]
      }
    | { readonly kind: 'not-whole'; readonly what: string; readonly todo: string }
}

/** The report in one language. `null` where there is nothing, so that it can be data of a document. */
export const toldReport = (telling: Telling, report: Report): ToldReport => {
  const { say } = telling
  const name = report.name ?? report.site
  return { title: say('report.title', { name }), about: aboutIn(telling, report), told: toldOf(telling, report) }
}

const aboutIn = ({ say }: Telling, { site, pages, visitedAt, round, name, code }: Report): readonly string[] => [
  visitedAt === undefined
    ? say('report.visited-never', { site })
    : say('report.visited', { site, on: stockholm(visitedAt).date, pages }),
  say('report.round', { run: round.run, rules: round.rules }),
  ...(name === undefined ? [say('report.not-in-register', { code })] : []),
]

const toldOf = (telling: Telling, report: Report): ToldReport['told'] => {
  const { say, language } = telling
  if (report.kind === 'not-whole') {
    // A visit that ended whole and is not judged all the same: what was kept of it cannot be read.
    const end = WHOLE_ENDS.has(report.end) ? 'damaged' : report.end
    return {
      kind: 'not-whole',
      what: say(`report.end.${end}`, { about: report.about ?? say('report.not-known') }),
      todo: say(`report.end-todo.${end}`),
    }
  }
  const names = new Map(report.criteria.map(({ data }) => [data.id, data.name[language]]))
  const { label, total, stars } = report.score
  const held = label === 'partly' && stars.some(({ kind }) => kind === 'not-met')
  return {
    kind: 'judged',
    label: say(`report.label.${label}`),
    means: [say(`report.means.${label}`), pointsIn(telling, total), ...(held ? [say('report.held')] : [])],
    mends: firstIn(telling, report),
    stars: stars.flatMap(({ id, kind }) => rowOf(names, id, kind, say(`report.kind.${kind}`))),
    groups: report.groups.flatMap(({ criterion, coverage }) =>
      rowOf(names, criterion, coverage, say(`report.coverage.${coverage}`)),
    ),
    since: sinceIn(telling, report, names),
    areas: areasIn(telling, report),
  }
}

const rowOf = (names: ReadonlyMap<string, string>, id: string, kind: string, word: string): readonly Row[] => {
  const name = names.get(id)
  return name === undefined ? [] : [{ id, name, kind, word }]
}

const sinceIn = (
  { say }: Telling,
  { since }: Extract<Report, { kind: 'judged' }>,
  names: ReadonlyMap<string, string>,
): { readonly heading: string; readonly sentences: readonly string[] } | null => {
  if (since === undefined) return null
  const heading = say('report.since', { run: since.run })
  const of = (wanted: string): string =>
    since.changes.flatMap(({ id, change }) => (change === wanted ? [names.get(id) ?? id] : [])).join(', ')
  const [better, worse] = [of('better'), of('worse')]
  if (since.changes.every(({ change }) => change === 'not-comparable'))
    return { heading, sentences: [say('report.not-comparable')] }
  const sentences = [
    ...(better === '' ? [] : [say('report.better', { names: better })]),
    ...(worse === '' ? [] : [say('report.worse', { names: worse })]),
  ]
  return { heading, sentences: sentences.length === 0 ? [say('report.unchanged')] : sentences }
}
