import { hoursTokens, type Day, type Times, type Token } from './hours-tokens.ts'
import { ruleOf, type Week } from './hours-week.ts'
import { numbersIn } from './numbers-written.ts'

/** A cheap first look: days and digits, or the whole day. */
const DAYS = /dag|mån|tis|ons|tors|fre|lör|sön|helg|vard|day|mon|tue|wed|thu|fri|sat|sun|week|m[åa] ?[-–]/i
const WHOLE_DAY = /dygn|clock|24/i
/** Dates and the like, which are written with the same digits. */
const NO_HOURS = /\b(?:19|20)\d\d-\d\d-\d\d\b|\b\d{3} \d\d(?= \p{L})|\b\d{2,3} \d{2} \d{2}\b/gu
const NO_NUMBERS: readonly string[] = []

/** Without telephone numbers: "08-12" begins one as often as it is hours. */
const withoutNumbers = (text: string): string =>
  numbersIn(text, NO_NUMBERS)
    .toReversed()
    .reduce((rest, { at, end }) => `${rest.slice(0, at)} ¤ ${rest.slice(end)}`, text)
    .replaceAll(NO_HOURS, ' ¤ ')

/**
 * The hours that a text says somebody answers, such as `Mo-Fr 08:00-12:00,13:00-16:00; PH off` or `24/7`, in the part of
 * `opening_hours` that kernel/opening-rule.ts reads. Nothing when it says none, and nothing when it cannot be sure which:
 * hours without days, "from five", summer hours, every second week. Hours of visits and chats are left out where those
 * of the telephone stand beside them.
 */
export const readHours = (text: string): string | undefined => {
  if (!WHOLE_DAY.test(text) && !(/\d/.test(text) && DAYS.test(text))) return undefined
  const parts = partsOf(withoutNumbers(text))
  const telephone = parts.filter(({ of }) => of === 'telephone')
  const others = parts.filter(({ of }) => of === 'any')
  for (const some of [telephone, others]) {
    const said = some.map(({ text }) => text).join('\n')
    const rule = said === '' ? undefined : ruleIn(hoursTokens(said))
    if (rule !== undefined) return rule
    // Hours that are there and not clear are not made up by what is said of something else.
    if (some === telephone && hoursTokens(said).some(({ is }) => is === 'times')) return undefined
  }
  return undefined
}

/** What the hours after a word are of. */
const OF =
  /(?<!\p{L})(?:(?<telephone>telefon(?:tid\p{L}*|en)?|tel\.|ring(?: oss)?|telephone|phone hours)|(?<visit>besöks?(?:tid\p{L}*|adress)?|drop-?in|chatt?(?:en)?|expeditions?(?:en|tid\p{L}*)?|receptionen|lokalen|kontoret|visiting|bokade besök)|(?<any>öppettid\p{L}*|öppet(?: för)?|opening hours))(?!\p{L})/giu

type Part = { readonly of: 'telephone' | 'visit' | 'any'; readonly text: string }

const partsOf = (text: string): readonly Part[] => {
  const parts: Part[] = []
  let of: Part['of'] = 'any'
  let from = 0
  for (const match of text.matchAll(OF)) {
    parts.push({ of, text: text.slice(from, match.index) })
    const { telephone, visit } = match.groups ?? {}
    // "Öppettider: besök" and "öppet för besök" are of visits; "besök … öppet 8-16" as well.
    of =
      telephone !== undefined
        ? 'telephone'
        : visit !== undefined
          ? 'visit'
          : /[\n.]/.test(text.slice(from, match.index))
            ? 'any'
            : of
    from = match.index
  }
  return [...parts, { of, text: text.slice(from) }].filter(({ text }) => text !== '')
}

const isJoined = (gap: string): boolean => /^(?:[\s,;&/+():-]|och|samt|eller|and|or|på)*$/u.test(gap)
const isNewSentence = (gap: string): boolean => /[.\n]/.test(gap)

/** A group of days, and the hours said of them. */
type Group = { days: readonly Day[]; times: Times[]; closed: boolean }

const ruleIn = (tokens: readonly Token[]): string | undefined => {
  if (tokens.some(({ is }) => is === 'unclear')) return undefined
  const rare = withoutRare(tokens)
  const groups = groupsOf(rare)
  if (groups === undefined) return undefined
  const week: Week = new Map()
  for (const [index, { days, times, closed }] of groups.entries()) {
    for (const day of days) {
      // What is said of fewer days takes the place of what was said of more: "vardagar 8-16, fredagar 8-15".
      const before = groups.slice(0, index).findLast((group) => group.days.includes(day))
      const adds = before !== undefined && before.days.length === days.length && !closed
      week.set(day, closed ? [] : adds ? [...(week.get(day) ?? []), ...times] : times)
    }
  }
  for (const token of rare) if (token.is === 'span') addSpan(week, token.days, token.times)
  takeLunch(week, rare, groups)
  return ruleOf(
    week,
    rare.some(({ is }) => is === 'no-holidays'),
  )
}

/** Without days that no ordinary week has, and what is said of them. */
const withoutRare = (tokens: readonly Token[]): readonly Token[] =>
  tokens.filter(
    ({ is }, index) =>
      is !== 'rare-day' && !(tokens[index - 1]?.is === 'rare-day' && (is === 'times' || is === 'closed')),
  )

/** Days with their hours; nothing when hours are left that belong to no days. */
const groupsOf = (tokens: readonly Token[]): readonly Group[] | undefined => {
  const said = tokens.filter(({ is }) => is === 'days' || is === 'times' || is === 'closed')
  const [first, ...rest] = said
  if (first === undefined) return []
  // "Dygnet runt" alone is every day.
  if (rest.every(({ is }) => is === 'closed') && first.is === 'times')
    return isWholeDay(first.times) ? [{ days: [0, 1, 2, 3, 4, 5, 6], times: [first.times], closed: false }] : undefined
  return first.is === 'times' ? hoursFirst(said) : daysFirst(said)
}

const isWholeDay = ({ from, to }: Times): boolean => from === 0 && to === 1440

/** "8-16 måndag-torsdag och 8-15 fredag". */
const hoursFirst = (tokens: readonly Token[]): readonly Group[] | undefined => {
  const groups: Group[] = []
  let times: Times[] = []
  for (const [index, token] of tokens.entries()) {
    const last = groups.at(-1)
    if (token.is === 'times') times.push(token.times)
    else if (token.is === 'closed') continue
    else if (token.is === 'days') {
      if (tokens[index - 1]?.is === 'closed') groups.push({ days: token.days, times: [], closed: true })
      else if (times.length === 0 && last !== undefined) {
        if (!isJoined(token.gap)) return undefined
        last.days = union(last.days, token.days)
      } else {
        groups.push({ days: token.days, times, closed: false })
        times = []
      }
    }
  }
  return times.length === 0 ? groups : undefined
}

/** "Måndag-torsdag 8-16, fredag 8-15". */
const daysFirst = (tokens: readonly Token[]): readonly Group[] | undefined => {
  const groups: Group[] = []
  let closes = false
  for (const [index, token] of tokens.entries()) {
    const last = groups.at(-1)
    const isOpen = last !== undefined && last.times.length === 0 && !last.closed
    const next = tokens[index + 1]
    if (token.is === 'days') {
      if (isOpen && !closes && isJoined(token.gap)) last.days = union(last.days, token.days)
      else groups.push({ days: token.days, times: [], closed: closes })
      if (next?.is !== 'days') closes = false
    } else if (token.is === 'closed') {
      if (isOpen) last.closed = true
      else closes = true
    } else if (token.is === 'times' && last !== undefined) {
      // "vardagar 17-08 och dygnet runt på helger"
      if (!isOpen && isWholeDay(token.times) && next?.is === 'days' && isJoined(next.gap)) {
        groups.push({ days: next.days, times: [token.times], closed: false })
        return rest(groups, tokens.slice(index + 2))
      }
      last.times.push(token.times)
    }
  }
  // Days named in passing, with no hours, say nothing.
  return groups.filter(({ times, closed }) => closed || times.length > 0)
}

const rest = (groups: readonly Group[], tokens: readonly Token[]): readonly Group[] | undefined => {
  const [next] = tokens
  if (next?.is === 'days' && isJoined(next.gap) && tokens[1]?.is !== 'times') {
    const last = groups.at(-1)
    if (last !== undefined) last.days = union(last.days, next.days)
    return rest(groups, tokens.slice(1))
  }
  const more = tokens.length === 0 ? [] : daysFirst(tokens)
  return more === undefined ? undefined : [...groups, ...more]
}

const union = (some: readonly Day[], more: readonly Day[]): readonly Day[] => [...new Set([...some, ...more])]

/** "Fredag 16.30 - måndag 08.00": the end of the one day, the whole of those between, the beginning of the other. */
const addSpan = (week: Week, [first, last]: readonly [Day, Day], { from, to }: Times): void => {
  const add = (day: Day, times: Times): void => {
    if (times.from < times.to) week.set(day, [...(week.get(day) ?? []), times])
  }
  add(first, { from, to: 1440 })
  for (let day = (first + 1) % 7; day !== last; day = (day + 1) % 7) add(day as Day, { from: 0, to: 1440 })
  add(last, { from: 0, to })
}

const takeLunch = (week: Week, tokens: readonly Token[], groups: readonly Group[]): void => {
  for (const [index, token] of tokens.entries()) {
    if (token.is !== 'lunch') continue
    const before = tokens.slice(0, index).filter(({ is }) => is === 'days').length
    const own = isNewSentence(token.gap) || before === 0 ? undefined : groups.findLast(({ times }) => times.length > 0)
    for (const day of own?.days ?? week.keys())
      week.set(
        day,
        (week.get(day) ?? []).flatMap((times) => without(times, token.times)),
      )
  }
}

const without = (times: Times, lunch: Times): readonly Times[] =>
  times.from < lunch.from && lunch.to < times.to
    ? [
        { from: times.from, to: lunch.from },
        { from: lunch.to, to: times.to },
      ]
    : [times]
