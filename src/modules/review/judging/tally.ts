import type { CriterionData } from '../criteria/criterion.ts'
import { VERDICT_KINDS, type VerdictKind } from '../criteria/verdict.ts'
import { VISIT_ENDS, WHOLE_ENDS, type VisitEnd } from '../crawl/visit.ts'
import { isDone } from '../score/summary.ts'
import type { Judged } from './judge-one.ts'

/** What a run came to, counted as it is judged: how the visits ended, and how often each verdict was given. */
export type Tally = {
  readonly sites: number
  readonly judged: number
  readonly ends: Readonly<Partial<Record<VisitEnd | 'under-way', number>>>
  readonly criteria: Readonly<Record<string, Readonly<Record<VerdictKind, number>>>>
}

export type Counting = {
  readonly add: (judged: Extract<Judged, { kind: 'judged' }>) => void
  readonly tally: () => Tally
}

const none = (): Record<VerdictKind, number> =>
  Object.fromEntries(VERDICT_KINDS.map((kind) => [kind, 0])) as Record<VerdictKind, number>

const ORDER: readonly (VisitEnd | 'under-way')[] = [...VISIT_ENDS, 'under-way']

export const counting = (ids: readonly string[]): Counting => {
  const ends = new Map<VisitEnd | 'under-way', number>()
  const criteria = Object.fromEntries(ids.map((id) => [id, none()]))
  let judged = 0
  return {
    add({ end: ended, verdicts }) {
      const end: VisitEnd | 'under-way' = ended ?? 'under-way'
      ends.set(end, (ends.get(end) ?? 0) + 1)
      if (verdicts === undefined) return
      judged++
      for (const [id, kind] of Object.entries(verdicts)) (criteria[id] ??= none())[kind]++
    },
    tally: () => ({
      sites: [...ends.values()].reduce((sum, count) => sum + count, 0),
      judged,
      ends: Object.fromEntries(ORDER.flatMap((end) => (ends.has(end) ? [[end, ends.get(end)]] : []))),
      criteria,
    }),
  }
}

const COLUMNS: readonly (readonly [VerdictKind, string])[] = [
  ['met', 'met'],
  ['partly', 'partly'],
  ['not-met', 'not met'],
  ['not-applicable', 'not applicable'],
  ['cannot-tell', 'cannot tell'],
]

/** The tally as lines to read: ends, then the share of each verdict in per cent of the sites judged. */
export const tallyLines = (
  { ends, criteria, judged }: Tally,
  catalogue: readonly { readonly data: Pick<CriterionData, 'id' | 'mode'> }[],
): readonly string[] => {
  const endLines = Object.entries(ends).map(([end, count]) => {
    const note = WHOLE_ENDS.has(end as VisitEnd) ? '' : '  (not judged)'
    return `${String(count).padStart(6)}  ${end}${note}`
  })
  if (judged === 0) return ['How the visits ended:', ...endLines]
  const share = (count: number, width: number): string => String(Math.round((count / judged) * 100)).padStart(width)
  const rows = Object.entries(criteria).map(([id, counts]) =>
    [id, ...COLUMNS.map(([kind, title]) => share(counts[kind], title.length))].join('  '),
  )
  const undone = catalogue.filter(({ data }) => !isDone(data, criteria[data.id]?.['cannot-tell'] ?? 0, judged))
  return [
    'How the visits ended:',
    ...endLines,
    'Verdicts, in per cent of the sites judged:',
    ['   ', ...COLUMNS.map(([, title]) => title)].join('  '),
    ...rows,
    ...(undone.length === 0
      ? []
      : [`Not done, as the machine cannot tell too often: ${undone.map(({ data }) => data.id).join(', ')}`]),
  ]
}
