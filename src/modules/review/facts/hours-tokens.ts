/** A day of the week, 0 for Monday to 6 for Sunday; 7 for public holidays (PH). */
export type Day = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7
/** Minutes after midnight; `to` before `from` ends on the next day. */
export type Times = { readonly from: number; readonly to: number }

/** What a text about hours says, in its order. `gap` is what stands between it and what came before. */
export type Token = { readonly gap: string } & (
  | { readonly is: 'days'; readonly days: readonly Day[] }
  | { readonly is: 'times'; readonly times: Times }
  | { readonly is: 'span'; readonly days: readonly [Day, Day]; readonly times: Times }
  | { readonly is: 'closed' }
  | { readonly is: 'lunch'; readonly times: Times }
  | { readonly is: 'no-holidays' }
  // Days before a holiday and the like: said for a day that no week has.
  | { readonly is: 'rare-day' }
  | { readonly is: 'unclear' }
)

const WEEK: readonly Day[] = [0, 1, 2, 3, 4, 5, 6]
const WORKING: readonly Day[] = [0, 1, 2, 3, 4]
const WEEKEND: readonly Day[] = [5, 6]
const DAY_MINUTES = 1440

const DAYS =
  '(?:mån|tis|ons|tors|fre|lör|sön)dag(?:ar(?:na)?|en|s)?|(?:mån|tis|ons|tors?|fre|lör|sön)\\b\\.?|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|(?:mon|tues?|wed|thu(?:rs)?|fri|sat|sun)\\b\\.?'
const SHORT_DAYS = 'må|ti|on|to|fr|lö|sö'
const FIRST_LETTERS: readonly (readonly [string, Day])[] = [
  ['må', 0],
  ['mo', 0],
  ['ti', 1],
  ['tu', 1],
  ['on', 2],
  ['we', 2],
  ['to', 3],
  ['th', 3],
  ['fr', 4],
  ['lö', 5],
  ['sa', 5],
  ['sö', 6],
  ['su', 6],
]
const CLOCK =
  '(?:[01]?\\d|2[0-4])(?:[.:][0-5]\\d)?(?: ?[ap]\\.?m\\b\\.?)?|(?:[01]\\d|2[0-4])[0-5]\\d|midnatt|midnight|noon'
const MONTHS =
  'januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december|sommar\\w*|vinter\\w*|skollov\\w*|january|february|march|may|june|july|august|october|summer|winter'
const HOLIDAYS = 'helgdag(?:ar(?:na)?)?|röda? dag(?:ar(?:na)?)?|storhelg(?:er)?|(?:public|bank) holidays?'
const EVES = '(?:midsommar|jul|nyårs|påsk|pingst|trettondags?|skärtorsdags?)afton\\w*'

/** One expression for everything that is looked for; the first that fits a place counts there. */
const TOKENS = new RegExp(
  [
    `(?<![\\p{L}\\d])(?<spanFrom>${DAYS}) ?(?<spanStart>${CLOCK}) ?- ?(?<spanTo>${DAYS}) ?(?<spanEnd>${CLOCK})(?![\\d])`,
    `(?<lunch>lunch\\p{L}*|closed for lunch|stäng(?:t|er|da|s|d)(?: för lunch)?(?: mellan| från)?(?= ?\\(?(?:${CLOCK}) ?-)|closed(?= (?:${CLOCK}) ?-))`,
    `(?<noHolidays>(?:ej|inte|utom|förutom|undantag|except|not)(?: på| för| on)? (?:${HOLIDAYS}|helger(?=\\s*\\)))|helgfria?|(?:stängt|stänger|closed)(?: på| on)? (?:${HOLIDAYS})|(?:${HOLIDAYS}):? (?:är (?:det )?|har vi )?(?:stängt|closed))`,
    `(?<rare>(?:dag(?:ar|en)?|vardag(?:ar|en)?) (?:före|innan) (?:${HOLIDAYS}|helg(?:er|en)?)|klämdag\\w*|(?:stängt? )?(?:på )?(?:${EVES}))`,
    `(?<unclear>varannan|(?:jämna|udda) vecko?r?|vecka \\d+|(?:första|sista|andra|tredje) \\p{L}+ (?:i|varje) (?:månad\\w*|kvartal\\w*)|\\b(?:${MONTHS})\\b)`,
    `(?<allDay>dygnet runt|dygnets alla timmar|hela dygnet|24 ?(?:timmar|tim|h)\\b(?: om dygnet| per dygn)?|24 ?/ ?7|around the clock|round the clock|24 hours(?: a day)?)`,
    `(?<![\\p{L}\\d])(?<everyDay>alla (?:vecko)?dagar(?:na)?(?: i veckan)?|alla veckans dagar|veckans alla dagar|varje dag|dagligen|(?:7|sju) dagar (?:i veckan|per vecka)|every day|daily|(?:7|seven) days a week|året runt)(?!\\p{L})`,
    `(?<![\\p{L}\\d])(?<working>vardag(?:ar(?:na)?)?|vard\\.|weekdays?|arbetsdagar)(?!\\p{L})`,
    `(?<![\\p{L}\\d])(?<weekend>helg(?:er(?:na)?|en)?|veckoslut\\w*|weekends?)(?!\\p{L})`,
    `(?<![\\p{L}\\d])(?<holidays>${HOLIDAYS})(?!\\p{L})`,
    `(?<![\\p{L}\\d])(?<dayFrom>${DAYS}) ?- ?(?<dayTo>${DAYS})(?!\\p{L})`,
    `(?<![\\p{L}\\d])(?<shortFrom>${SHORT_DAYS}) ?- ?(?<shortTo>${SHORT_DAYS})(?!\\p{L})`,
    `(?<![\\p{L}\\d])(?<day>${DAYS})(?!\\p{L})`,
    `(?<![\\p{L}\\d.:/-])(?<from>${CLOCK})(?: ?-{1,2} ?)(?<to>${CLOCK})(?![\\d]|[.:]\\d| ?(?:år|års|personer|dagar|veckor|månader|minuter|min\\b|timmar|tim\\b|kr|%|st\\b|barn))`,
    `(?<![\\p{L}\\d])(?<open>(?:efter|från|innan|före|after|from|before|-) ?(?:${CLOCK})(?![\\d]|[.:]\\d| ?(?:år|dagar|timmar|minuter|%)))`,
    `(?<closed>stängt|closed|ej öppet|ingen telefontid)`,
  ].join('|'),
  'giu',
)

/** Small letters, plain dashes and spaces, "klockan" left out, and every way of saying "to" as a dash. */
const plain = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[‐-―−]/g, '-')
    .replaceAll(/(?<!\p{L})(?:klockan|kl\.?|kloc?k\.|at(?= \d))(?!\p{L})/gu, ' ')
    .replaceAll(/(?<!\p{L})mellan +([\d.:]+) +och +([\d.:]+)/gu, '$1-$2')
    .replaceAll(/between ([\d.:apm ]+) and ([\d.:apm]+)/g, '$1-$2')
    .replaceAll(/(?<!\p{L})(?:till och med|t\.? ?o\.? ?m\.?|till|t\.|to|until)(?!\p{L})/gu, '-')
    .replaceAll(/(?<!\p{L})(?:från(?: och med)?|fr\.? ?o\.? ?m\.?|from) (?=[\d.: ]+-)/gu, '')
    .replaceAll(/[\u00a0\t ]+/g, ' ')

/** Everything a text says of hours, in its order. */
export const hoursTokens = (text: string): readonly Token[] => {
  const looked = plain(text)
  const tokens: Token[] = []
  let end = 0
  TOKENS.lastIndex = 0
  for (let match = TOKENS.exec(looked); match !== null; match = TOKENS.exec(looked)) {
    const gap = looked.slice(end, match.index)
    end = TOKENS.lastIndex
    const groups = match.groups ?? {}
    if (groups['lunch'] !== undefined) {
      const times = timesAfter(looked, end)
      // "Lunch" without hours says nothing; "stängt" is only here with them.
      if (times === undefined) continue
      end = TOKENS.lastIndex = times.end
      tokens.push({ gap, is: 'lunch', times: times.times })
    } else {
      const token = tokenOf(groups)
      if (token !== undefined) tokens.push({ gap, ...token })
    }
  }
  return tokens
}

const TIMES_AFTER = new RegExp(`^[ :,(]*(?:stängt|closed|mellan|är)?[ :,(]*(${CLOCK}) ?- ?(${CLOCK})(?!\\d)`, 'iu')

const timesAfter = (text: string, from: number): { readonly times: Times; readonly end: number } | undefined => {
  const [all = '', start, end] = TIMES_AFTER.exec(text.slice(from, from + 40)) ?? []
  const times = timesOf(start, end)
  return times === undefined ? undefined : { times, end: from + all.length }
}

type Said = Token extends infer One ? (One extends Token ? Omit<One, 'gap'> : never) : never

const tokenOf = (groups: Readonly<Record<string, string | undefined>>): Said | undefined => {
  const { spanFrom, spanTo, spanStart, spanEnd, dayFrom, dayTo, shortFrom, shortTo, day, from, to } = groups
  if (spanFrom !== undefined && spanTo !== undefined) {
    const times = timesOf(spanStart, spanEnd, true)
    return times === undefined ? { is: 'unclear' } : { is: 'span', days: [dayOf(spanFrom), dayOf(spanTo)], times }
  }
  if (groups['noHolidays'] !== undefined) return { is: 'no-holidays' }
  if (groups['rare'] !== undefined) return { is: 'rare-day' }
  if (groups['unclear'] !== undefined || groups['open'] !== undefined) return { is: 'unclear' }
  if (groups['allDay'] !== undefined) return { is: 'times', times: { from: 0, to: DAY_MINUTES } }
  if (groups['everyDay'] !== undefined) return { is: 'days', days: WEEK }
  if (groups['working'] !== undefined) return { is: 'days', days: WORKING }
  if (groups['weekend'] !== undefined) return { is: 'days', days: WEEKEND }
  if (groups['holidays'] !== undefined) return { is: 'days', days: [7] }
  if (dayFrom !== undefined && dayTo !== undefined) return { is: 'days', days: daysBetween(dayFrom, dayTo) }
  if (shortFrom !== undefined && shortTo !== undefined) return { is: 'days', days: daysBetween(shortFrom, shortTo) }
  if (day !== undefined) return { is: 'days', days: [dayOf(day)] }
  if (groups['closed'] !== undefined) return { is: 'closed' }
  const times = timesOf(from, to)
  return times === undefined ? { is: 'unclear' } : { is: 'times', times }
}

const dayOf = (word: string): Day => FIRST_LETTERS.find(([letters]) => word.startsWith(letters))?.[1] ?? 0

const daysBetween = (from: string, to: string): readonly Day[] => {
  const [first, last] = [dayOf(from), dayOf(to)]
  return WEEK.filter((day) => (first <= last ? day >= first && day <= last : day >= first || day <= last))
}

/** Longer than this past midnight, "8-4" is no night but four in the afternoon, or no hours at all. */
const LONGEST_NIGHT = 18 * 60

const timesOf = (start: string | undefined, end: string | undefined, overDays = false): Times | undefined => {
  const afternoon = /p/.test(end ?? '') && !/[ap]/.test(start ?? '')
  const from = minuteOf(start)
  const to = minuteOf(end)
  if (from === undefined || to === undefined) return undefined
  if (overDays) return { from, to }
  // "1-4 pm" begins in the afternoon as well.
  if (afternoon && from < 12 * 60 && from + 12 * 60 < to) return { from: from + 12 * 60, to }
  if (from === 0 && (to === 0 || to === DAY_MINUTES)) return { from: 0, to: DAY_MINUTES }
  if (from === to || from === DAY_MINUTES) return undefined
  const lasts = to > from ? to - from : to + DAY_MINUTES - from
  return to < from && lasts > LONGEST_NIGHT ? undefined : { from, to }
}

const minuteOf = (clock: string | undefined): number | undefined => {
  if (clock === undefined) return undefined
  if (clock.startsWith('mid')) return DAY_MINUTES
  if (clock === 'noon') return 12 * 60
  const [, hours = '', minutes = '0', half] =
    /^(\d\d)(\d\d)()$/.exec(clock) ?? /^(\d{1,2})(?:[.:](\d\d))? ?([ap])?/.exec(clock) ?? []
  const hour = Number(hours)
  const turned = half === 'p' && hour < 12 ? hour + 12 : half === 'a' && hour === 12 ? 0 : hour
  const minute = turned * 60 + Number(minutes)
  return minute <= DAY_MINUTES ? minute : undefined
}
