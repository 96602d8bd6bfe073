import type { NumberRole } from './facts.ts'
import { isServiceNumber } from './number-plan.ts'
import type { Place } from './number-place.ts'
import { namedIn, type Named, type NamedAt } from './number-role-words.ts'

type Context = Place & {
  /** What the page is called. */
  readonly title: string
  readonly ofTheSite: boolean
  /** What the link that calls it says, when it says anything but the number. */
  readonly link: string
}

const DAYTIME = /kontorstid|dagtid|vardag|office hours|daytime/i
const NOT_DAYTIME = /(?:efter|utanför|icke|ej|övrig) kontorstid/i
const WHOLE_MUNICIPALITY = /^(?:kontakta )?(?:\p{L}+s kommun|kommunen|oss|kontakt(?:a oss|uppgifter)?)$/iu

/**
 * What a number is for: by the number itself where it is an emergency or national one, otherwise by who is named nearest
 * to it. `national` are the numbers of the register and the short ones.
 */
export const roleOf = (e164: string, national: ReadonlySet<string>, context: Context): NumberRole => {
  if (e164 === '112') return 'emergency'
  if (national.has(e164) || !e164.startsWith('+')) return 'national'
  const said = saidOf(context)
  if (isServiceNumber(e164)) return said === undefined || said === 'other' ? 'national' : said
  if (said === 'national') return 'other'
  if (said !== undefined) return said
  if (context.ofTheSite || context.headings.some((heading) => WHOLE_MUNICIPALITY.test(heading))) return 'switchboard'
  return 'other'
}

const saidOf = (context: Context): Named | undefined => {
  const { before, after, lines, row, earlier, headings, title, link } = context
  const [heading = ''] = headings
  const over = decided(namedIn(heading))
  const near: readonly (readonly [string, 'last' | 'first'])[] = [
    [before, 'last'],
    [row.join('\n'), 'last'],
    [link, 'last'],
    [after, 'first'],
    ...lines.map((line): readonly [string, 'last'] => [line, 'last']),
  ]
  for (const [text, nearest] of near) {
    const named = text === '' ? [] : namedIn(text)
    const said = decided(named, nearest)
    if (said === undefined) continue
    // A card of somebody else's has a "mottagning" and a "jour" of its own.
    if (named.every(({ isWeak }) => isWeak) && over?.isWeak === false && isAnothers(over.named)) return over.named
    if (said.named === 'reception' && over?.named === 'on-call' && isNotDaytime(before)) return 'on-call'
    return said.named
  }
  const told = decided(namedIn(earlier), 'last')
  if (told !== undefined && !(over !== undefined && isAnothers(over.named))) {
    if (told.named === 'reception' && over?.named === 'on-call') return 'on-call'
    return told.named
  }
  for (const text of [...headings, title]) {
    const said = decided(namedIn(text))
    if (said !== undefined) return said.named
  }
  return undefined
}

const isAnothers = (named: Named): boolean => named === 'other' || named === 'national'
const isNotDaytime = (text: string): boolean => !DAYTIME.test(text) || NOT_DAYTIME.test(text)

/**
 * Who is meant where several are named: whoever stands nearest, but a switchboard that one asks for the social services,
 * and the social services on evenings and weekends are the switchboard and those on call.
 */
const decided = (all: readonly NamedAt[], nearest: 'first' | 'last' = 'last'): NamedAt | undefined => {
  const strong = all.filter(({ isWeak }) => !isWeak)
  const bridge = strong.find(({ named }) => named === 'bridge')
  if (bridge !== undefined) return bridge
  const among = strong.length > 0 ? strong : all
  const said = nearest === 'last' ? among.at(-1) : among[0]
  if (said?.named !== 'reception' || said.isWeak) return said
  return strong.find(({ named }) => named === 'switchboard') ?? all.find(({ named }) => named === 'on-call') ?? said
}

/** Words that every number stands beside. */
const GENERIC =
  /(?<![\p{L}\p{N}])(?:tele(?:fon)?(?:nummer|numret|tid\p{L}*)?|tel|tfn|mobil(?:telefon|nummer)?|nummer|numret|nr|ring(?:er|a)?|sms:?a?|kontakta|kontakt|nås|når|du|oss|vi|på|till|via|eller|och|är|det|kan|då|direkt|gärna|phone|call)(?![\p{L}\p{N}])/giu
const LONGEST_LABEL = 80

const labelIn = (text: string): string => {
  const rest = text.replaceAll(GENERIC, ' ').replaceAll(/[^\p{L}]+/gu, '')
  if (rest.length < 3) return ''
  const clean = text
    .replace(/^[\s:,.–-]+/, '')
    .replace(/(?:[\s:,(–-]|(?<![\p{L}])(?:tel(?:efon)?(?:nummer|numret)?|tfn|mobil|nummer|nr|på|ring)\.?)+$/iu, '')
    .trim()
  return clean.length <= LONGEST_LABEL ? clean : `…${clean.slice(-LONGEST_LABEL).replace(/^\S*\s/, '')}`
}

/** The words that a number stands beside; the page's title when nothing else says whose it is. */
export const labelOf = ({ before, after, lines, row, headings, title, link }: Context): string => {
  const brackets = /^\s*\(([^)]+)\)/.exec(after)?.[1] ?? ''
  for (const text of [before, ...row, link, brackets, ...lines, ...headings, after, title]) {
    const label = labelIn(text)
    if (label !== '') return label
  }
  return ''
}
