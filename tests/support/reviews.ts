import type { LocalDate } from '#kernel/dates.ts'
import type { Municipalities, Municipality, MunicipalityCode } from '#modules/municipality/municipality.ts'
import type { Reference } from '#modules/municipality/reference.ts'
import type { Catalogue } from '#modules/review/criteria/catalogue.ts'
import type { Verdict, VerdictKind } from '#modules/review/criteria/verdict.ts'
import type { Findings } from '#modules/review/review.ts'
import type { ReviewNeed } from '#modules/review/staff/need.ts'
import { addReview, addRound } from '#modules/review/store.ts'
import { asOwner } from '#platform/db/operator.ts'
import { aMunicipality } from './builders.ts'
import type { TestDatabase } from './database.ts'
import { CATALOGUE, reviewed, SEEN } from './reports.ts'

/** Made up: no finding of a test is ever tied to a real name. */
const place = (code: string, name: string, countyName: string): Municipality =>
  aMunicipality({ code: code as MunicipalityCode, name, countyCode: code.slice(0, 2), countyName })

export const GRANBACK = place('9001', 'Granbäck', 'Nordmarks län')
export const SJOVIK = place('9002', 'Sjövik', 'Nordmarks län')
export const LILLHED = place('9101', 'Lillhed', 'Sydmarks län')
const PLACES = [GRANBACK, LILLHED, SJOVIK]

export const MADE_UP: Municipalities = {
  all: PLACES,
  moved: [],
  counties: [
    { code: '90', name: 'Nordmarks län' },
    { code: '91', name: 'Sydmarks län' },
  ],
  get: (code) => PLACES.find((one) => one.code === code),
  successorOf: () => undefined,
  search: () => {
    throw new Error('Nobody searches here.')
  },
}

/** The real register, and Granbäck besides. */
export const withMadeUp = ({ municipalities, helplines }: Reference): Reference => ({
  helplines,
  municipalities: {
    ...municipalities,
    all: [...municipalities.all, GRANBACK].toSorted((a, b) => a.name.localeCompare(b.name, 'sv')),
    get: (code) => (code === GRANBACK.code ? GRANBACK : municipalities.get(code)),
  },
})

const TURNS: readonly (readonly [VerdictKind, number | undefined])[] = [
  ['not-met', 0],
  ['partly', 0.5],
  ['met', 1],
  ['cannot-tell', undefined],
]

/** A verdict on every criterion, of every kind in turn, with as much evidence as a page shows. */
export const everyVerdict = (catalogue: Catalogue): Readonly<Record<string, Verdict>> =>
  Object.fromEntries(
    catalogue.map(({ data }, place) => {
      const [kind, points] = TURNS[place % TURNS.length] ?? ['met', 1]
      const reasons = Object.entries(data.reasons)
      const [reason = '', said] = reasons[place % reasons.length] ?? []
      const values = [...(said?.sv ?? '').matchAll(/\{([\w-]+)\}/g)].map(([, name = '']) => [name, place])
      const evidence = [1, 2].map((turn) => ({
        ...SEEN,
        excerpt: `${data.question.sv} ${data.why.sv}`,
        url: `${SEEN.url}/${turn}`,
      }))
      return [data.id, { kind, points, reason, values: Object.fromEntries(values) as Verdict['values'], evidence }]
    }),
  )

export const reviewNeed = (db: TestDatabase): ReviewNeed => ({
  db,
  reference: { municipalities: MADE_UP },
  catalogue: () => CATALOGUE,
  quality: () => undefined,
})

export const SHOWN_ON = '2026-11-24' as LocalDate

/** Takes in a round that found this, as the operator's command does; the first is shown on 24 November. */
export const takenIn = async (
  db: TestDatabase,
  found: readonly (Partial<Findings> & { readonly code: string })[],
  { run = '2026-11-24-1', rules = 'a1b2c3', shownOn = SHOWN_ON } = {},
): Promise<void> =>
  asOwner(db, async (tx) => {
    const now = new Date('2026-11-24T07:00:00Z')
    const taken = { run, rules, profile: 'rackhall-2026', begunAt: now, endedAt: now, now, takenInBy: 'Driften' }
    const round = await addRound(tx, taken)
    const { acts: _, round: __, ...findings } = reviewed()
    for (const one of found) await addReview(tx, { round, shownOn }, { ...findings, facts: undefined, ...one })
  })
