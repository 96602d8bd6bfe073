import { html } from '#kernel/html.ts'
import { hoursFault } from '#kernel/opening-hours.ts'
import { checkField, radioField, textField, type Fault } from '#platform/http/form.ts'
import { displayOf } from '#modules/municipality/index.ts'
import { readNumbers } from './about.ts'
import { lines } from './lines-view.ts'
import { given, placeName, type Section } from './section.ts'

const KINDS = ['own', 'shared', 'via-112'] as const

/** Who answers when the reception has closed: socialjour. */
export const onCall: Section = {
  name: 'on-call',
  permission: 'rota.edit',
  groups: { numbers: { number: '' } },
  write: ({ onCall: is }) =>
    new URLSearchParams([
      ['kind', is.kind],
      ...(is.kind === 'via-112'
        ? []
        : [['hours', is.hours], ...is.numbers.map((number, place) => [`numbers-${place}-number`, displayOf(number)])]),
      ...(is.kind === 'shared' ? is.sharedWith.map((code) => ['shared', code]) : []),
    ]),
  said: ({ onCall: is }, around) => [
    around.say(`reception-edit.on-call-${is.kind}`),
    ...(is.kind === 'via-112' ? [] : [...is.numbers.map(displayOf), is.hours]),
    ...(is.kind === 'shared' ? [is.sharedWith.map((code) => placeName(around, code)).join(', ')] : []),
  ],
  fields: (context, form, { serves }, around) => {
    const { say } = context
    const shared = new Set([...form.getAll('shared'), ...serves.map(({ municipality }) => municipality)])
    return html`${radioField(context, {
      name: 'kind',
      legend: say('reception-edit.on-call'),
      value: given(form, 'kind'),
      options: KINDS.map((value) => ({ value, label: say(`reception-edit.on-call-${value}`) })),
    })}
${lines(context, form, 'numbers', (line) => textField(context, { name: `${line}-number`, label: say('reception-edit.number'), type: 'tel', value: given(form, `${line}-number`) }), 1)}
${textField(context, { name: 'hours', label: say('reception-edit.rule'), hint: say('reception-edit.on-call-hours-hint'), value: given(form, 'hours') })}
${checkField(context, { name: 'shared', legend: say('reception-edit.shared-with'), options: [...shared].map((value) => ({ value, label: placeName(around, value) })), values: form.getAll('shared') })}`
  },
  read: (form, reception, { municipalities }) => {
    const kind = KINDS.find((one) => one === given(form, 'kind'))
    if (kind === undefined) return { ok: false, faults: [{ field: 'kind', says: 'reception-edit.on-call-wrong' }] }
    if (kind === 'via-112') return { ok: true, value: { ...reception, onCall: { kind } } }
    const { numbers, faults: wrong } = readNumbers(form)
    const faults: Fault[] = [...wrong]
    const hours = given(form, 'hours')
    if (hoursFault(hours) !== undefined) faults.push({ field: 'hours', says: 'reception-edit.rule-wrong' })
    const sharedWith = form.getAll('shared').filter((code) => municipalities.get(code) !== undefined)
    if (kind === 'shared' && sharedWith.length === 0)
      faults.push({ field: 'shared', says: 'reception-edit.shared-wrong' })
    if (faults.length > 0) return { ok: false, faults }
    const value = kind === 'own' ? { kind, numbers, hours } : { kind, numbers, hours, sharedWith }
    return { ok: true, value: { ...reception, onCall: value } }
  },
}
