import type { LocalDate } from '#kernel/dates.ts'
import { weekOf, type WeekRow } from '#kernel/opening-hours.ts'
import type { Helpline } from './helpline.ts'
import { checkedOn, lastDayOf, standingOf } from './standing.ts'

/** What one line's part of the call sheet says, in Swedish: whoever calls reads it out, and fills in the answers. */
export type Entry = {
  readonly id: string
  readonly name: string
  readonly mandatory: boolean
  /** How to ask: the numbers, or where to look when there is none. */
  readonly reach: readonly string[]
  readonly warning: string | undefined
  readonly standing: string
  readonly questions: readonly Question[]
  readonly command: string
}

export type Question = { readonly asks: string; readonly known: string }

export type Group = { readonly heading: string; readonly entries: readonly Entry[] }

/** The lines in the order of an afternoon: the mandatory ones, then those to call, then those to look up; oldest first. */
export const entriesOf = (lines: readonly Helpline[], today: LocalDate): readonly Group[] => {
  const oldestFirst = lines.toSorted((a, b) => (checkedOn(a) < checkedOn(b) ? -1 : checkedOn(a) > checkedOn(b) ? 1 : 0))
  const of = (heading: string, belongs: (line: Helpline) => boolean): Group => ({
    heading,
    entries: oldestFirst.filter(belongs).map((line) => entryOf(line, today)),
  })
  return [
    of('Först: de som alltid visas', ({ mandatory }) => mandatory),
    of('Sedan: ring', ({ mandatory, numbers }) => !mandatory && numbers.length > 0),
    of('Sist: slå upp och skriv', ({ mandatory, numbers }) => !mandatory && numbers.length === 0),
  ].filter(({ entries }) => entries.length > 0)
}

const entryOf = (line: Helpline, today: LocalDate): Entry => ({
  id: line.id,
  name: line.name,
  mandatory: line.mandatory,
  reach: [...line.numbers.map(({ display }) => display), ...(line.website === undefined ? [] : [line.website.url])],
  warning: warningOf(line),
  standing: standingIn(line, today),
  questions: questionsOf(line),
  command: `rackhall helplines verify ${line.id} --by "NAMN" --on ÅÅÅÅ-MM-DD`,
})

const warningOf = ({ numbers, website, source }: Helpline): string | undefined => {
  // A call to try an emergency number keeps somebody in danger waiting.
  if (numbers.some(({ e164 }) => e164 === '112'))
    return `Ring inte 112 för att prova numret. Läs på operatörens egen sida (${source.name}).`
  if (numbers.length > 0) return undefined
  return website === undefined
    ? `Inget nummer är känt. Fråga den som står bakom; uppgiften är från ${source.name}.`
    : 'Inget nummer är känt. Öppna sidan, se om den lever, och fråga där.'
}

const standingIn = (line: Helpline, today: LocalDate): string => {
  const from =
    line.verifiedOn === undefined
      ? `Läst i källan ${line.sourceRead} (${line.source.name}). Ingen har ringt än.`
      : `Kontrollerad ${line.verifiedOn} av ${line.verifiedBy ?? 'någon'}.`
  const last = lastDayOf(line)
  return `${from} ${standingOf(line, today) === 'current' ? `Gäller till och med ${last}.` : `FÖR GAMMAL sedan ${last}.`}`
}

const UNSURE = ' (osäkert)'
const isSure = (confidence: string): boolean => confidence === 'H' || confidence === 'M'
const YES_NO = { yes: 'ja', no: 'nej', unknown: 'vet inte' }
const COST = { free: 'gratis', 'call-rate': 'som ett vanligt samtal', unknown: 'vet inte' }
const CHANNELS: Record<Helpline['channels'][number], string> = {
  voice: 'samtal',
  text: 'text',
  video: 'bild',
  chat: 'chatt',
  mail: 'mejl',
  sms: 'sms',
  web: 'webbplats',
  visit: 'besök',
  shelter: 'skyddat boende',
}
const languageName = new Intl.DisplayNames('sv', { type: 'language' })
const GENDERS = { women: 'kvinnor', men: 'män', trans: 'transpersoner' }

const questionsOf = (line: Helpline): readonly Question[] => {
  const known = (words: string, confidence: string): string => (isSure(confidence) ? words : `${words}${UNSURE}`)
  const answer = ({ is, confidence }: Helpline['anonymity']): string =>
    is === 'unknown' ? YES_NO.unknown : known(YES_NO[is], confidence)
  const { is: cost, confidence: costSure } = line.cost
  return [
    {
      asks: 'När svarar ni? På helgdagar? På midsommarafton, julafton, nyårsafton?',
      known: line.hours === undefined ? 'vet inte' : known(weekInSwedish(line.hours.rule), line.hours.confidence),
    },
    { asks: 'Vad kostar det?', known: cost === 'unknown' ? COST.unknown : known(COST[cost], costSure) },
    { asks: 'Kan man vara anonym?', known: answer(line.anonymity) },
    { asks: 'Kan man få tolk?', known: answer(line.interpreter) },
    {
      asks: 'Vilka språk talar ni själva?',
      known: line.languages.map((tag) => languageName.of(tag) ?? tag).join(', '),
    },
    { asks: 'För vilka är ni till?', known: whomIn(line) },
    { asks: 'Hur når man er?', known: line.channels.map((channel) => CHANNELS[channel]).join(', ') },
    ...(line.numbers.length === 0 ? [] : aboutCalls(line, answer)),
  ]
}

const aboutCalls = (line: Helpline, answer: (fact: Helpline['anonymity']) => string): readonly Question[] => [
  { asks: 'Syns samtalet på telefonräkningen?', known: answer(line.billVisibility) },
  { asks: 'Går det att ringa från utlandet?', known: line.worksOnlyInSweden ? 'nej' : 'vet inte' },
]

const whomIn = ({ ages, genders }: Helpline): string => {
  const age =
    ages?.min !== undefined && ages.max !== undefined
      ? `${ages.min}–${ages.max} år`
      : ages?.min !== undefined
        ? `från ${ages.min} år`
        : ages?.max !== undefined
          ? `till och med ${ages.max} år`
          : undefined
  const whom = genders?.map((gender) => GENDERS[gender]).join(', ')
  return [whom ?? [], age ?? []].flat().join(', ') || 'alla'
}

const DAYS = ['måndag', 'tisdag', 'onsdag', 'torsdag', 'fredag', 'lördag', 'söndag']

const weekInSwedish = (rule: string): string =>
  rule === '24/7' ? 'dygnet runt' : weekOf(rule).map(rowInSwedish).join('; ')

const rowInSwedish = ({ days, spans }: WeekRow): string => {
  const times = spans.map(({ from, to }) => `${from}–${to}`.replaceAll(':', '.')).join(', ')
  const name = (day: number): string => DAYS[day - 1] ?? ''
  const when =
    days === 'every-day'
      ? 'alla dagar'
      : days === 'holidays'
        ? 'helgdagar'
        : days.from === days.to
          ? name(days.from)
          : `${name(days.from)}–${name(days.to)}`
  return `${when} ${times === '' ? 'stängt' : times}`
}
