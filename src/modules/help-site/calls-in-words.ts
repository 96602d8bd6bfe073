import { stockholm } from '#kernel/dates.ts'
import type { Html } from '#kernel/html.ts'
import { isOpenAt, nextTurn, weekOf } from '#kernel/opening-hours.ts'
import {
  answeringAt,
  canBeCalled,
  checkedOn,
  firstAmong,
  linesFor,
  standingOf,
  type Facts,
  type Helpline,
  type Municipality,
  type ShownLine,
} from '#modules/municipality/index.ts'
import { answeringIn, hoursOf, turnOf, whenever, type Moment, type Ranked } from './answering-in-words.ts'
import type { AudienceId } from './audience.ts'
import { doorCalls } from './doors-in-words.ts'
import { localCalls } from './local-in-words.ts'
import type { Call } from './pages/calls.ts'
import { outside, tel } from './pages/frame.ts'
import type { Say } from './text/wording.ts'

/** Whoever is under 18 is first offered a line where no name is needed and that need not tell anyone (threat T16). */
const LINE_BEFORE_SOCIAL_SERVICES: ReadonlySet<AudienceId> = new Set(['child', 'young', 'online-young'])

/**
 * Whom an audience can call at a place: `first` for the first screen (two at most, rules D6 and D8: the municipality's
 * own before national lines), `lines` with everything known of the national ones, and until when that stays true.
 */
export const callsFor = (
  moment: Moment,
  audience: AudienceId,
  municipality: Municipality | undefined,
): { readonly first: readonly Call[]; readonly lines: readonly Call[]; readonly until: Date | undefined } => {
  const lines = linesIn(moment, audience, municipality?.countyCode)
  const callable = lines.filter(({ row }) => canBeCalled(row.line)).map(({ ranked }) => ranked)
  // Whoever uses violence is not led to where those who are exposed to it call (threat T23).
  const doors = municipality === undefined || audience === 'uses-violence' ? [] : doorCalls(moment, municipality)
  const local = municipality === undefined ? [] : [...doors, ...localCalls(moment, municipality)]
  const before = LINE_BEFORE_SOCIAL_SERVICES.has(audience) ? callable.slice(0, 1) : []
  const first = firstAmong([...before, ...local, ...callable.slice(before.length)])
  return {
    first: withOwnLine(first, callable[0]).map(({ call }) => call),
    lines: lines.map(({ ranked }) => ranked.call),
    until: earliestTurn([...lines.map(({ ranked }) => ranked), ...local]),
  }
}

type LineInWords = { readonly row: ShownLine; readonly ranked: Ranked }

const linesIn = (moment: Moment, audience: AudienceId, county: string | undefined): readonly LineInWords[] => {
  const { facts, now, say, openNow } = moment
  const today = stockholm(now).date
  const anew = (): readonly LineInWords[] =>
    linesFor(facts.helplines, audience, county, today).map((row) => ({ row, ranked: lineRanked(moment, row) }))
  if (openNow) return anew()
  // A whole export asks the same of every municipality of a county; in a crisis each second counts.
  const before = keptLines.get(facts)
  const kept = before?.today === today ? before : { today, lines: new Map<Say, Map<string, readonly LineInWords[]>>() }
  keptLines.set(facts, kept)
  const inLanguage = kept.lines.get(say) ?? new Map<string, readonly LineInWords[]>()
  kept.lines.set(say, inLanguage)
  const key = `${audience} ${county ?? ''}`
  const lines = inLanguage.get(key) ?? anew()
  inLanguage.set(key, lines)
  return lines
}

/** Goes with the facts it was made of, and with the day. */
const keptLines = new WeakMap<Facts, { today: string; lines: Map<Say, Map<string, readonly LineInWords[]>> }>()

/**
 * The audience's own line is on the first screen also when its hours are unsure, beside one that surely answers: whoever
 * is not helped by the other should not have to look for it. Before it where its hours, if they still hold, say so and
 * the other is no municipality's own; after it otherwise.
 */
const withOwnLine = (first: readonly Ranked[], own: Ranked | undefined): readonly Ranked[] => {
  const [sure] = first
  if (own === undefined || sure === undefined || first.includes(own)) return first
  return own.perhaps && !sure.local ? [own, sure] : [sure, own]
}

export const earliestTurn = (ranked: readonly Pick<Ranked, 'turn'>[]): Date | undefined =>
  ranked.flatMap(({ turn }) => (turn === undefined ? [] : [turn])).toSorted((a, b) => a.getTime() - b.getTime())[0]

/** Placeholders of texts: `tel:bris` is a number, `link:umo` a link; nothing for one that is hidden now or does not exist. */
export const filledIn = (moment: Moment, placeholder: string): Html | undefined => {
  const [kind, id = ''] = placeholder.split(':')
  if (kind === 'tel') return telOf(moment, id)
  return kind === 'link' ? linkOf(moment, id) : undefined
}

/** The number of a line, as it stands in a sentence. */
export const telOf = (moment: Moment, id: string): Html | undefined => {
  const number = lineInText(moment, id)?.numbers[0]
  return number === undefined ? undefined : tel(number.e164, number.display)
}

const linkOf = (moment: Moment, id: string): Html | undefined => {
  const website = lineInText(moment, id)?.website
  return website === undefined ? undefined : outside(new URL(website.url).host, website.url)
}

/** A line that may be named in a text today: the rules are those of a list in which it stands alone among others. */
const lineInText = ({ facts, now }: Moment, id: string): Helpline | undefined => {
  const line = facts.helplines.find((one) => one.id === id)
  if (line === undefined) return undefined
  return line.mandatory || standingOf(line, stockholm(now).date) === 'current' ? line : undefined
}

const lineRanked = (moment: Moment, { line, expired }: ShownLine): Ranked => {
  const answering = moment.openNow ? answeringAt(line, moment.now) : whenever(answeringAt(line, moment.now))
  const rows = line.hours === undefined ? [] : weekOf(line.hours.rule)
  const own = line.nameIn?.[moment.tag]
  const unsure = answering.kind === 'unsure' ? line.hours?.rule : undefined
  return {
    answering,
    mandatory: line.mandatory,
    local: false,
    perhaps: unsure !== undefined && (!moment.openNow || isOpenAt(unsure, moment.now)),
    turn: moment.openNow ? (unsure === undefined ? turnOf(answering) : nextTurn(unsure, moment.now)) : undefined,
    call: {
      id: line.id,
      name: own ?? line.name,
      nameLanguage: own === undefined ? 'sv' : moment.tag,
      numbers: line.numbers.map(({ e164, display }) => ({ e164, display })),
      answering: answeringIn(moment, answering),
      ...hoursOf(moment, rows, answering),
      facts: factsIn(moment.say, line),
      website: line.website?.url,
      checked: checkedIn(moment.say, line, expired),
      old: expired,
    },
  }
}

/** Short facts of a line; only those that a source of ours carries. */
const factsIn = (say: Say, line: Helpline): readonly string[] => [
  ...(line.numbers.length > 0 && line.cost.is === 'free' && isSure(line.cost.confidence) ? [say('numbers.free')] : []),
  ...(line.anonymity.is === 'yes' && isSure(line.anonymity.confidence) ? [say('numbers.nameless')] : []),
  ...(line.interpreter.is === 'yes' && isSure(line.interpreter.confidence) ? [say('numbers.interpreter')] : []),
  ...(line.worksOnlyInSweden ? [say('numbers.in-sweden')] : []),
  // Rule D4: never without the warning about the telephone's own list of calls.
  ...(line.billVisibility.is === 'no' && isSure(line.billVisibility.confidence)
    ? [`${say('numbers.no-bill')}. ${say('numbers.log').replace(/\.$/, '')}`]
    : []),
]

const isSure = (confidence: Helpline['cost']['confidence']): boolean => confidence === 'H' || confidence === 'M'

const checkedIn = (say: Say, line: Helpline, expired: boolean): string => {
  const date = checkedOn(line)
  if (expired) return say('numbers.old', { date })
  return line.verifiedOn === undefined ? say('numbers.read', { date }) : say('numbers.verified', { date })
}
