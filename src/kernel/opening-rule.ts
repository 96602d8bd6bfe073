/**
 * The part of OSM's `opening_hours` syntax that is written here: weekdays, times of day, public holidays (PH), "off" and
 * 24/7. No months or dates, so that a week can be written out for a person to read.
 */
const DAY = 'Mo|Tu|We|Th|Fr|Sa|Su'
const DAYS = `(?:PH|(?:${DAY})(?:-(?:${DAY}))?)`
const TIMES = String.raw`(?:[01]\d|2[0-3]):[0-5]\d-(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)`
const PART = new RegExp(`^(?:(?<days>${DAYS}(?:,${DAYS})*) )?(?<times>${TIMES}(?:,${TIMES})*|off)$`)

const EXAMPLES = 'such as "Mo-Fr 08:00-16:00; PH off" or "24/7"'

/** A rule as the library is asked for it. It loses a night whose next day has a part of its own, so nights are split. */
export type Rule = {
  /** What begins on a day, to midnight at most. */
  readonly evening: string
  /** What of it goes on past midnight, from 00:00; nothing when nothing does. */
  readonly morning: string | undefined
  readonly namesHolidays: boolean
}

type Part = { readonly days: string | undefined; readonly times: readonly Times[] }
type Times = { readonly from: string; readonly to: string }

/** Why a rule cannot be read, as the end of a sentence; nothing when it can. */
export const hoursFault = (rule: string): string | undefined => {
  if (rule.trim() === '24/7') return undefined
  const texts = textsOf(rule)
  const parts: Part[] = []
  for (const text of texts) {
    const part = partOf(text)
    if (part === undefined)
      return `expected opening hours of weekdays and times alone, ${EXAMPLES}, found ${JSON.stringify(text)}`
    parts.push(part)
  }
  if (parts.some(({ times }) => times.some(({ from, to }) => from === to)))
    return 'expected a time that ends at another hour than it begins; a whole day is 00:00-24:00'
  if (parts.every(({ times }) => times.length === 0)) return `expected a time when it is open, ${EXAMPLES}`
  // A later part takes the place of an earlier one on its days: what is written in another order means something else.
  if (parts.slice(1).some(({ days }) => days === undefined))
    return 'expected the part without weekdays first: it would take the place of those before it'
  const holidays = parts.map(({ days = '' }) => days.includes('PH'))
  if (holidays.some((named, index) => named && holidays.slice(index).includes(false)))
    return 'expected what holds on holidays (PH) last: a later part takes the place of an earlier one'
  return undefined
}

/** Throws for a rule with a fault. */
export const readRule = (text: string): Rule => {
  const fault = hoursFault(text)
  if (fault !== undefined) throw new Error(`${JSON.stringify(text)}: ${fault}`)
  if (text.trim() === '24/7') return { evening: '24/7', morning: undefined, namesHolidays: false }
  const parts = textsOf(text).flatMap((part) => partOf(part) ?? [])
  const written = (timesOf: (part: Part) => readonly Times[]): string =>
    parts.map((part) => textOf(part.days, timesOf(part))).join('; ')
  return {
    evening: written(({ times }) => times.map((span) => (isNight(span) ? { ...span, to: '24:00' } : span))),
    morning: parts.some(({ times }) => times.some(isNight))
      ? written(({ times }) => times.filter(isNight).map(({ to }) => ({ from: '00:00', to })))
      : undefined,
    namesHolidays: parts.some(({ days = '' }) => days.includes('PH')),
  }
}

const textsOf = (rule: string): readonly string[] =>
  rule
    .trim()
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/ ?([-,;]) ?/g, '$1')
    .split(';')

const partOf = (text: string): Part | undefined => {
  const { days, times } = PART.exec(text)?.groups ?? {}
  if (times === undefined) return undefined
  if (times === 'off') return { days, times: [] }
  return {
    days,
    times: times.split(',').map((span) => {
      const [from = '', to = ''] = span.split('-')
      return { from, to: to === '00:00' ? '24:00' : to }
    }),
  }
}

const isNight = ({ from, to }: Times): boolean => to < from

const textOf = (days: string | undefined, times: readonly Times[]): string =>
  [days ?? [], times.length === 0 ? 'off' : times.map(({ from, to }) => `${from}-${to}`).join(',')].flat().join(' ')
