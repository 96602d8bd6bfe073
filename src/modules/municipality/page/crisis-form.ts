import { addDays, momentOf, parseLocalDate, stockholm } from '#kernel/dates.ts'
import type { Fault } from '#platform/http/form.ts'
import { crisisTextsSchema, LONGEST_TEXT, type CrisisNotice } from '../crisis.ts'

/** A notice as somebody writes it. */
export type Written = Pick<CrisisNotice, 'text' | 'starts' | 'ends'>

export type CrisisRead =
  | { readonly ok: true; readonly value: Written }
  | { readonly ok: false; readonly faults: readonly Fault[] }

/** Reads the form of a notice: texts by language, and its two moments by the clock of Stockholm. */
export const readCrisisForm = (form: URLSearchParams, tags: readonly string[], now: Date): CrisisRead => {
  const text = textsIn(form, tags)
  const starts = momentIn(form, 'from') ?? now
  const ends = momentIn(form, 'until')
  const faults = [
    ...textFaults(text),
    ...(starts === 'wrong' ? [fault('from-day', 'crisis.from-wrong')] : []),
    ...endFaults(starts, ends, now),
  ]
  if (faults.length > 0 || starts === 'wrong' || ends === 'wrong' || ends === undefined) return { ok: false, faults }
  return { ok: true, value: { text, starts, ends } }
}

const fault = (field: string, says: string, values?: Fault['values']): Fault => ({
  field,
  says,
  ...(values === undefined ? {} : { values }),
})

const textsIn = (form: URLSearchParams, tags: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(tags.map((tag) => [tag, (form.get(`text-${tag}`) ?? '').trim()]).filter(([, text]) => text !== ''))

const textFaults = (text: Readonly<Record<string, string>>): readonly Fault[] => {
  const read = crisisTextsSchema.safeParse(text)
  if (read.success) return []
  const long = read.error.issues.flatMap(({ code, path }) =>
    code === 'too_big' ? [fault(`text-${String(path[0])}`, 'crisis.text-long', { most: LONGEST_TEXT })] : [],
  )
  return text['sv'] === undefined ? [fault('text-sv', 'crisis.text-missing'), ...long] : long
}

const endFaults = (starts: Date | 'wrong', ends: Date | 'wrong' | undefined, now: Date): readonly Fault[] => {
  if (ends === undefined || ends === 'wrong') return [fault('until-day', 'crisis.until-wrong')]
  if (ends <= now) return [fault('until-day', 'crisis.until-passed')]
  return starts !== 'wrong' && ends <= starts ? [fault('until-day', 'crisis.until-before')] : []
}

/** A day and a time as two fields; nothing when both are empty. 16.00 is as good as 16:00. */
const momentIn = (form: URLSearchParams, name: string): Date | 'wrong' | undefined => {
  const [day, time] = [(form.get(`${name}-day`) ?? '').trim(), (form.get(`${name}-time`) ?? '').trim()]
  if (day === '' && time === '') return undefined
  const date = parseLocalDate(day)
  const [, hour = '', minute = ''] = /^([01]?\d|2[0-3])[:.]([0-5]\d)$/.exec(time) ?? []
  return date === undefined || hour === '' ? 'wrong' : momentOf(date, Number(hour) * 60 + Number(minute))
}

const OFFICE_CLOSES = '16:00'

/** What stands in the form before somebody has written: from now, until offices close tomorrow. */
export const suggested = (now: Date): Readonly<Record<string, string>> => ({
  'from-day': '',
  'from-time': '',
  'until-day': addDays(stockholm(now).date, 1),
  'until-time': OFFICE_CLOSES,
})

/** A notice as it stands in the form when it is changed. */
export const asWritten = ({ text, starts, ends }: Written): Readonly<Record<string, string>> => {
  const [from, until] = [stockholm(starts), stockholm(ends)]
  return {
    ...Object.fromEntries(Object.entries(text).map(([tag, words]) => [`text-${tag}`, words])),
    'from-day': from.date,
    'from-time': from.time,
    'until-day': until.date,
    'until-time': until.time,
  }
}
