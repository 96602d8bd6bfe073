/**
 * Opening hours worked out a second time, slowly and by other means than src/kernel/opening-hours.ts: no library, no Intl,
 * a calendar of its own. It exists only to be compared with.
 */

const MINUTE = 60_000
const DAY = 1440

/** Easter Sunday by the method of Meeus, Jones and Butcher. */
const easter = (year: number): Date => {
  const a = year % 19
  const b = Math.floor(year / 100)
  const c = year % 100
  const d = Math.floor(b / 4)
  const e = b % 4
  const f = Math.floor((b + 8) / 25)
  const g = Math.floor((b - f + 1) / 3)
  const h = (19 * a + b - d - g + 15) % 30
  const i = Math.floor(c / 4)
  const k = c % 4
  const l = (32 + 2 * e + 2 * i - h - k) % 7
  const m = Math.floor((a + 11 * h + 22 * l) / 451)
  const sum = h + l - 7 * m + 114
  return new Date(Date.UTC(year, Math.floor(sum / 31) - 1, (sum % 31) + 1))
}

const iso = (day: Date): string => day.toISOString().slice(0, 10)
const after = (day: Date, days: number): Date => new Date(day.getTime() + days * DAY * MINUTE)

/** The first Saturday on or after a day of a year. */
const saturdayFrom = (year: number, month: number, day: number): Date => {
  let found = new Date(Date.UTC(year, month - 1, day))
  while (found.getUTCDay() !== 6) found = after(found, 1)
  return found
}

/** Public holidays by the law (1989:253), sections 1 and 2, with their names; other Sundays are not among them. */
export const swedishHolidays = (year: number): ReadonlyMap<string, string> => {
  const sunday = easter(year)
  return new Map([
    [`${year}-01-01`, 'nyårsdagen'],
    [`${year}-01-06`, 'trettondedag jul'],
    [iso(after(sunday, -2)), 'långfredagen'],
    [iso(sunday), 'påskdagen'],
    [iso(after(sunday, 1)), 'annandag påsk'],
    [`${year}-05-01`, 'första maj'],
    [iso(after(sunday, 39)), 'Kristi himmelsfärdsdag'],
    [iso(after(sunday, 49)), 'pingstdagen'],
    [`${year}-06-06`, 'nationaldagen'],
    [iso(saturdayFrom(year, 6, 20)), 'midsommardagen'],
    [iso(saturdayFrom(year, 10, 31)), 'alla helgons dag'],
    [`${year}-12-25`, 'juldagen'],
    [`${year}-12-26`, 'annandag jul'],
  ])
}

/** The eves that the law leaves out, though hardly an office is open on them. */
export const swedishEves = (year: number): ReadonlyMap<string, string> =>
  new Map([
    [iso(after(saturdayFrom(year, 6, 20), -1)), 'midsommarafton'],
    [`${year}-12-24`, 'julafton'],
    [`${year}-12-31`, 'nyårsafton'],
  ])

/** Summer time of the European Union: from the last Sunday of March to that of October, at one o'clock UTC. */
export const clockChanges = (year: number): { readonly toSummer: Date; readonly toWinter: Date } => {
  const lastSunday = (month: number): Date => {
    let day = new Date(Date.UTC(year, month - 1, 31, 1))
    while (day.getUTCDay() !== 0) day = after(day, -1)
    return day
  }
  return { toSummer: lastSunday(3), toWinter: lastSunday(10) }
}

const changes = new Map<number, ReturnType<typeof clockChanges>>()

/** Swedish date and minute of the day; in the hour that comes a second time, the last minute the clock had reached. */
export const wallOf = (at: number): { readonly date: string; readonly minute: number } => {
  const year = new Date(at).getUTCFullYear()
  const { toSummer, toWinter } = changes.get(year) ?? clockChanges(year)
  changes.set(year, { toSummer, toWinter })
  const summer = at >= toSummer.getTime() && at < toWinter.getTime()
  const wall = new Date(at + (summer ? 120 : 60) * MINUTE)
  const again = at >= toWinter.getTime() && at < toWinter.getTime() + 60 * MINUTE
  return { date: iso(wall), minute: again ? 179 : wall.getUTCHours() * 60 + wall.getUTCMinutes() }
}

const WEEK = ['Su', 'Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa']
const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))

const appliesOn = (selector: string, weekday: number, holiday: boolean): boolean =>
  selector.split(',').some((piece) => {
    if (piece === 'PH') return holiday
    const [first = '', last = first] = piece.split('-')
    // From the first day on through the week, however often it turns, to the last.
    for (let day = WEEK.indexOf(first); ; day = (day + 1) % 7) {
      if (day === weekday) return true
      if (day === WEEK.indexOf(last)) return false
    }
  })

/** The times of the last part that applies on such a day, in minutes; past 1440 for what ends the next day. */
const timesFor = (rule: string, weekday: number, holiday: boolean): readonly (readonly [number, number])[] => {
  let times: readonly (readonly [number, number])[] = []
  for (const part of rule.split(';').map((text) => text.trim())) {
    const words = part.split(' ')
    const what = words.pop() ?? ''
    if (words.length > 0 && !appliesOn(words.join(''), weekday, holiday)) continue
    times = []
    if (what === 'off') continue
    if (what === '24/7') times = [[0, DAY]]
    else
      times = what.split(',').map((span) => {
        const from = minuteOf(span.slice(0, 5))
        const to = minuteOf(span.slice(6))
        return [from, to > from ? to : to + DAY] as const
      })
  }
  return times
}

export type SlowHours = {
  isOpen(at: number): boolean
  /** The days on which what is open at a moment began: today, yesterday, both or none. */
  begunOn(at: number): readonly string[]
}

/** Whether a rule is open at a moment, in milliseconds: asked of today's times, and of yesterday's that are not over. */
export const slowHours = (rule: string): SlowHours => {
  const begunOn = new Map<string, ReadonlySet<number>>()
  const holidays = new Map<number, ReturnType<typeof swedishHolidays>>()
  const eves = new Map<number, ReturnType<typeof swedishEves>>()
  const on = <T>(known: Map<number, T>, make: (year: number) => T, date: string): T => {
    const year = Number(date.slice(0, 4))
    const made = known.get(year) ?? make(year)
    known.set(year, made)
    return made
  }
  const minutes = (times: readonly (readonly [number, number])[]): ReadonlySet<number> =>
    new Set(times.flatMap(([from, to]) => Array.from({ length: to - from }, (_, index) => from + index)))
  const minutesBegunOn = (date: string): ReadonlySet<number> => {
    const known = begunOn.get(date)
    if (known !== undefined) return known
    const weekday = new Date(`${date}T12:00:00Z`).getUTCDay()
    const holiday = on(holidays, swedishHolidays, date).has(date)
    let open = minutes(timesFor(rule, weekday, holiday))
    if (rule.includes('PH') && on(eves, swedishEves, date).has(date)) {
      // As on the holiday that follows, and no longer than on the weekday that it is.
      const asHoliday = minutes(timesFor(rule, (weekday + 1) % 7, true))
      open = new Set([...open].filter((minute) => asHoliday.has(minute)))
    }
    begunOn.set(date, open)
    return open
  }
  const yesterdays = new Map<string, string>()
  const yesterdayOf = (date: string): string => {
    const known = yesterdays.get(date) ?? iso(after(new Date(`${date}T00:00:00Z`), -1))
    yesterdays.set(date, known)
    return known
  }
  return {
    isOpen: (at) => {
      const { date, minute } = wallOf(at)
      return minutesBegunOn(date).has(minute) || minutesBegunOn(yesterdayOf(date)).has(minute + DAY)
    },
    begunOn: (at) => {
      const { date, minute } = wallOf(at)
      const yesterday = yesterdayOf(date)
      const today = minutesBegunOn(date).has(minute) ? [date] : []
      return minutesBegunOn(yesterday).has(minute + DAY) ? [...today, yesterday] : today
    },
  }
}
