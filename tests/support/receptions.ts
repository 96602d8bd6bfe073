import {
  knownOf,
  receptionSchema,
  type Reception,
  type ReceptionFile,
  type Served,
} from '#modules/collaboration/reception.ts'
import { DECISIONS, type Decisions } from '#modules/collaboration/decisions.ts'
import type { LocalDate } from '#kernel/dates.ts'

/** Every decision that must be there, taken by a municipality's board. */
export const allDecided = (by = 'Socialnämnden'): Decisions =>
  Object.fromEntries(
    DECISIONS.map((kind, index) => [
      kind,
      { on: '2026-10-01' as LocalDate, diaryNumber: `SN 2026/${101 + index}`, by },
    ]),
  )

const decided = DECISIONS.map(
  (kind, index) => `      ${kind}: { on: 2026-10-01, diaryNumber: "SN 2026/${101 + index}", by: Socialnämnden }`,
).join('\n')

/** A whole reception's file: Hjo and Tibro together. Its numbers are those that Swedish authorities keep for fiction. */
export const RECEPTION_FILE = `# Hjo and Tibro together.
name: vastra
title: Mottagningen Västra Skaraborg
confirmedBy: Enhetschefen, individ och familj
confirmedOn: 2026-11-20
numbers: ["+46313900660"]
serves:
  - municipality: "1497"
    door: own
    place: 1
    decisions:
${decided}
  - municipality: "1472"
    door: neighbour
    place: 1
    decisions:
${decided}
members:
  - { id: anna, name: Anna, role: Socialsekreterare, municipality: "1497" }
  - { id: bo, name: Bo, role: Socialsekreterare, municipality: "1472" }
rota:
  until: 2027-12-31
  week:
    - { hours: "Mo-Fr 09:00-16:00; PH off", members: [anna] }
    - { hours: "Tu 18:00-20:00", members: [bo] }
  shifts:
    - { date: 2026-12-05, from: "22:00", to: "06:00", members: [bo] }
  absences:
    - { member: anna, from: 2026-12-07, to: 2026-12-08 }
  swaps:
    - { date: 2026-12-08, from: anna, to: bo }
onCall: { kind: via-112 }
`

/** How a reception serves a municipality: as its own, first door, with everything decided. */
export const serving = (municipality: string, change: Partial<Served> = {}): Served => ({
  municipality,
  door: 'own',
  place: 1,
  decisions: allDecided(),
  ...change,
})

/** The file of a reception that serves Hjo, decided, with one rule and nothing else. */
export const aReceptionFile = (change: Partial<ReceptionFile> = {}): ReceptionFile => ({
  ...receptionSchema.parse({
    name: 'hjo',
    title: 'Mottagningen i Hjo och Tibro',
    confirmedBy: 'Enhetschefen',
    confirmedOn: '2026-11-20',
    numbers: ['+46313900660'],
    serves: [serving('1497')],
    members: [
      { id: 'anna', name: 'Anna', role: 'Socialsekreterare', municipality: '1497' },
      { id: 'bo', name: 'Bo', role: 'Socialsekreterare', municipality: '1472' },
    ],
    rota: {
      until: '2027-12-31',
      week: [{ hours: 'Mo-Fr 09:00-16:00; PH off', members: ['anna'] }],
      shifts: [],
      absences: [],
      swaps: [],
    },
    onCall: { kind: 'via-112' },
  }),
  ...change,
})

/** The same reception as anybody may know it. */
export const aReception = (change: Partial<Reception> = {}): Reception => ({
  ...knownOf(aReceptionFile()),
  pause: undefined,
  ...change,
})
