import { html, NOTHING, type Html } from '#kernel/html.ts'
import { hidden, radioField, textField, type Fault } from '#platform/http/form.ts'
import { isNever, plain, readHours, ruleOf, type Hours, type Holidays } from './hours.ts'
import { dayNamed, weekShown } from './hours-words.ts'
import { textIn, type Around, type Typed } from './section-form.ts'
import { same } from '#kernel/three-way.ts'
import { readSpans, spansTyped, type Spans } from './spans.ts'

const WEEK = [1, 2, 3, 4, 5, 6, 7] as const

/** The fields of a rule under a prefix (`numbers-0`); for no rule yet, those that most offices leave as they are. */
export const hoursTyped = (prefix: string, rule: string | undefined, language: string): readonly [string, string][] => {
  const hours: Hours =
    rule === undefined ? { kind: 'weekdays', spans: [], holidays: { kind: 'closed' } } : readHours(rule)
  const of = (name: string, value: string): [string, string] => [`${prefix}-${name}`, value]
  const fields = [of('kind', hours.kind), of('was', rule ?? '')]
  if (hours.kind === 'weekdays') fields.push(of('week', spansTyped(hours.spans, language)))
  if (hours.kind === 'days')
    fields.push(...hours.days.map((spans, day) => of(`day-${day + 1}`, spansTyped(spans, language))))
  const holidays: Holidays = 'holidays' in hours ? hours.holidays : { kind: 'as-usual' }
  fields.push(of('red', holidays.kind))
  if (holidays.kind === 'own') fields.push(of('red-times', spansTyped(holidays.spans, language)))
  return fields
}

export type HoursRead =
  | { readonly ok: true; readonly rule: string }
  | { readonly ok: false; readonly faults: readonly Fault[] }

/** Reads the fields under a prefix into a rule. What is kept stays letter for letter when it says the same. */
export const readHoursIn = (form: URLSearchParams, prefix: string): HoursRead => {
  const faults: Fault[] = []
  const spansIn = (name: string): Spans => {
    const field = `${prefix}-${name}`
    const read = readSpans(textIn(form, field))
    if (read.ok) return read.spans
    faults.push({ field, says: read.says })
    return []
  }
  const hours = chosenIn(form, prefix, spansIn)
  if (hours === undefined) faults.push({ field: `${prefix}-kind`, says: 'hours.choose' })
  else if (faults.length === 0 && isNever(hours)) {
    const field = hours.kind === 'days' ? 'day-1' : 'week'
    faults.push({ field: `${prefix}-${field}`, says: 'hours.never' })
  }
  if (hours === undefined || faults.length > 0) return { ok: false, faults }
  const was = textIn(form, `${prefix}-was`)
  return { ok: true, rule: was !== '' && same(readHours(was), plain(hours)) ? was : ruleOf(hours) }
}

const chosenIn = (form: URLSearchParams, prefix: string, spansIn: (name: string) => Spans): Hours | undefined => {
  const holidays = (): Holidays => {
    const kind = textIn(form, `${prefix}-red`)
    if (kind === 'own') return { kind, spans: spansIn('red-times') }
    return { kind: kind === 'as-usual' ? kind : 'closed' }
  }
  const kind = textIn(form, `${prefix}-kind`)
  const was = readHours(textIn(form, `${prefix}-was`))
  if (kind === 'always') return { kind }
  if (kind === 'weekdays') return { kind, spans: spansIn('week'), holidays: holidays() }
  if (kind === 'days') return { kind, days: WEEK.map((day) => spansIn(`day-${day}`)), holidays: holidays() }
  return kind === 'rule' && was.kind === 'rule' && was.rule !== '' ? was : undefined
}

/** The choices of hours under a prefix, with the week that they give. */
export const hoursFields = (around: Around, { form, faults }: Typed, prefix: string, legend: string): Html => {
  const { say, language } = around.visit
  const context = { say, faults }
  const at = (name: string): string => `${prefix}-${name}`
  const times = (name: string, label: string, hint?: string): Html =>
    textField(context, {
      name: at(name),
      label,
      value: textIn(form, at(name)),
      ...(hint === undefined ? {} : { hint }),
    })
  const was = textIn(form, at('was'))
  const odd = was !== '' && readHours(was).kind === 'rule'
  const options = [
    { value: 'always', label: say('hours.always') },
    {
      value: 'weekdays',
      label: say('hours.weekdays'),
      inner: times('week', say('hours.week'), say('hours.times-hint')),
    },
    {
      value: 'days',
      label: say('hours.days'),
      inner: html`<p class="hint">${say('hours.days-hint')}</p><div class="days">${WEEK.map((day) => times(`day-${day}`, dayNamed(language, day)))}</div>`,
    },
    ...(odd ? [{ value: 'rule', label: say('hours.rule'), inner: html`<p><code>${was}</code></p>` }] : []),
  ]
  const red = [
    { value: 'closed', label: say('hours.red-closed') },
    { value: 'as-usual', label: say('hours.red-as-usual') },
    { value: 'own', label: say('hours.red-own'), inner: times('red-times', say('hours.red-times')) },
  ]
  return html`<div class="hours">${hidden(at('was'), was)}
${radioField(context, { name: at('kind'), legend, options, value: textIn(form, at('kind')) })}
<div class="red">${radioField(context, { name: at('red'), legend: say('hours.red'), hint: say('hours.red-hint'), options: red, value: textIn(form, at('red')) })}</div>
${weekOfTyped(around, form, prefix)}</div>`
}

/** The week as the page will say it, for hours that can be read. */
const weekOfTyped = (around: Around, form: URLSearchParams, prefix: string): Html => {
  const read = readHoursIn(form, prefix)
  return read.ok
    ? html`<div class="box"><p><b>${around.visit.say('hours.will-say')}</b></p>${weekShown(around.visit, read.rule)}</div>`
    : NOTHING
}
