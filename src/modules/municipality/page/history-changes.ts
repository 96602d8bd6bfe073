import { weekOf, type WeekRow } from '#kernel/opening-hours.ts'
import type { StaffLanguage, Words } from '#platform/http/words.ts'
import { displayOf } from '../phone-number.ts'
import type { DraftContacts } from './draft.ts'

/** What words need that are said of contacts: the staff language's, and what municipalities are called. */
export type Naming = {
  readonly say: Words
  readonly language: StaffLanguage
  readonly placeOf: (code: string) => string
}

/** One thing that is said on the page: what it is about, and what it says of it. */
type Said = { readonly what: string; readonly says: string }

/** What is different: put in where there was nothing, taken away where there is nothing, or another. */
export type Change = { readonly what: string; readonly was: string | undefined; readonly is: string | undefined }

/**
 * What one state of the page says other than another, field by field in the order of the page; empty when they say the
 * same. A telephone number is known by itself, so that new hours are a change of it and not another number.
 */
export const changesBetween = (naming: Naming, before: DraftContacts, after: DraftContacts): readonly Change[] => {
  const was = saidOf(naming, before)
  const is = saidOf(naming, after)
  const changes = [...new Set([...is.keys(), ...was.keys()])].flatMap((key) => {
    const [old, fresh] = [was.get(key), is.get(key)]
    if (old?.says === fresh?.says) return []
    return [{ what: (fresh ?? old)?.what ?? '', was: old?.says, is: fresh?.says }]
  })
  return [...changes, ...reordered(naming, before, after)]
}

/** The same things in another order: of numbers the first is the one to try first. */
const reordered = ({ say }: Naming, before: DraftContacts, after: DraftContacts): readonly Change[] => {
  const old = listsOf(before)
  return Object.entries(listsOf(after)).flatMap(([list, is]) => {
    const was = old[list] ?? []
    const same = was.join() === is.join() || was.toSorted().join() !== is.toSorted().join()
    return same ? [] : [{ what: say(`history.order-${list}`), was: was.join(', '), is: is.join(', ') }]
  })
}

const listsOf = ({
  reception,
  onCall,
  links,
  shelters,
}: DraftContacts): Readonly<Record<string, readonly string[]>> => ({
  reception: reception?.numbers.map(({ e164 }) => displayOf(e164)) ?? [],
  'on-call': onCall === undefined || onCall.kind === 'via-112' ? [] : onCall.numbers.map(displayOf),
  links: links?.map(({ url }) => url) ?? [],
  shelters: shelters?.map(({ name }) => name) ?? [],
})

const saidOf = (naming: Naming, contents: DraftContacts): ReadonlyMap<string, Said> =>
  new Map([
    ...ofReception(naming, contents),
    ...ofOnCall(naming, contents),
    ...ofLinks(naming, contents),
    ...ofShelters(naming, contents),
    ...ofTheRest(naming, contents),
  ])

type Saying = readonly (readonly [key: string, said: Said])[]

const ofReception = (naming: Naming, { reception }: DraftContacts): Saying => {
  if (reception === undefined) return []
  const { say } = naming
  const { name, numbers, visit } = reception
  return [
    ['reception', { what: say('history.reception-name'), says: name }],
    ...numbers.map(({ e164, hours }) => aNumber(naming, 'reception', e164, hours)),
    ...(visit === undefined ? [] : [['visit', { what: say('history.visit'), says: visit }] as const]),
  ]
}

const ofOnCall = (naming: Naming, { onCall }: DraftContacts): Saying => {
  if (onCall === undefined) return []
  const { say, placeOf } = naming
  const how =
    onCall.kind === 'shared'
      ? say('history.on-call-shared', { places: onCall.sharedWith.map(placeOf).join(', ') })
      : say(`history.on-call-${onCall.kind}`)
  const first = ['on-call', { what: say('history.on-call'), says: how }] as const
  if (onCall.kind === 'via-112') return [first]
  return [first, ...onCall.numbers.map((e164) => aNumber(naming, 'on-call', e164, onCall.hours))]
}

const ofLinks = ({ say }: Naming, { links = [] }: DraftContacts): Saying =>
  links.map(({ kind, url }) => [`link ${kind} ${url}`, { what: say(`history.link-${kind}`), says: url }])

const ofShelters = ({ say }: Naming, { shelters = [] }: DraftContacts): Saying =>
  shelters.map(({ name, e164 }) => [
    `shelter ${e164}`,
    { what: say('history.shelter', { number: displayOf(e164) }), says: name },
  ])

const ofTheRest = ({ say, language }: Naming, { exit, languages = [] }: DraftContacts): Saying => {
  const names = new Intl.DisplayNames([language], { type: 'language' })
  return [
    ...(typeof exit === 'string'
      ? [['exit', { what: say('history.exit'), says: URL.parse(exit)?.host ?? exit }] as const]
      : []),
    ...(languages.length > 0
      ? [
          [
            'languages',
            { what: say('history.languages'), says: languages.map((tag) => names.of(tag) ?? tag).join(', ') },
          ] as const,
        ]
      : []),
  ]
}

const aNumber = (naming: Naming, of: 'reception' | 'on-call', e164: string, hours: string): Saying[number] => [
  `${of} ${e164}`,
  { what: naming.say(`history.number-${of}`, { number: displayOf(e164) }), says: hoursSaid(naming, hours) },
]

/** A rule's hours on one line: "mån–fre 08.00–16.00; helgdagar stängt". */
export const hoursSaid = (naming: Pick<Naming, 'say' | 'language'>, rule: string): string => {
  const rows = weekOf(rule)
  return rows.length === 0
    ? naming.say('history.never')
    : rows.map(({ days, spans }) => `${daysSaid(naming, days)} ${spansSaid(naming, spans)}`).join('; ')
}

/** 2024-01-01 was a Monday. */
const MONDAY = Date.UTC(2024, 0, 1)
const DAY_MS = 86_400_000

const daysSaid = ({ say, language }: Pick<Naming, 'say' | 'language'>, days: WeekRow['days']): string => {
  if (typeof days === 'string') return say(`history.days-${days}`)
  const short = new Intl.DateTimeFormat(language, { weekday: 'short', timeZone: 'UTC' })
  const nameOf = (day: number): string => short.format(MONDAY + (day - 1) * DAY_MS)
  return days.from === days.to ? nameOf(days.from) : `${nameOf(days.from)}–${nameOf(days.to)}`
}

const spansSaid = ({ say, language }: Pick<Naming, 'say' | 'language'>, spans: WeekRow['spans']): string => {
  if (spans.length === 0) return say('history.closed')
  const [first] = spans
  if (spans.length === 1 && first?.from === '00:00' && first.to === '24:00') return say('history.all-day')
  const clock = (time: string): string => (language === 'sv' ? time.replace(':', '.') : time)
  return spans.map(({ from, to }) => `${clock(from)}–${clock(to)}`).join(', ')
}
