import { parseLocalDate, type LocalDate } from '#kernel/dates.ts'
import { html, type Html } from '#kernel/html.ts'
import { choiceField, textField, type Fault, type FieldContext } from '#platform/http/form.ts'
import { countLines } from '#platform/http/lines.ts'
import type { ReceptionFile } from '../reception.ts'
import type { Rota } from '../rota-schema.ts'
import { lines } from './lines-view.ts'
import { given, type Section } from './section.ts'
import { membersField, membersIn } from './week.ts'

/** What is other than the week on single days: a time more, somebody away, somebody in another's place. */
export const days: Section = {
  name: 'days',
  permission: 'rota.edit',
  groups: {
    shifts: { date: '', from: '', to: '' },
    absences: { member: '', from: '', to: '' },
    swaps: { date: '', from: '', to: '' },
  },
  write: ({ rota }) =>
    new URLSearchParams([
      ...rota.shifts.flatMap(({ date, from, to, members }, place) => [
        [`shifts-${place}-date`, date],
        [`shifts-${place}-from`, from],
        [`shifts-${place}-to`, to === '24:00' ? '00:00' : to],
        ...members.map((id) => [`shifts-${place}-members`, id]),
      ]),
      ...rota.absences.flatMap(({ member, from, to }, place) => [
        [`absences-${place}-member`, member],
        [`absences-${place}-from`, from],
        [`absences-${place}-to`, to],
      ]),
      ...rota.swaps.flatMap(({ date, from, to }, place) => [
        [`swaps-${place}-date`, date],
        [`swaps-${place}-from`, from],
        [`swaps-${place}-to`, to],
      ]),
    ]),
  said: ({ rota, members }, { say, clock }) => {
    const named = (id: string): string => members.find((member) => member.id === id)?.name ?? id
    return [
      ...rota.shifts.map(({ date, from, to, members: who }) =>
        say('reception-edit.shift-said', { date, from: clock(from), to: clock(to), who: who.map(named).join(', ') }),
      ),
      ...rota.absences.map(({ member, from, to }) =>
        say('reception-edit.absence-said', { who: named(member), from, to }),
      ),
      ...rota.swaps.map(({ date, from, to }) =>
        say('reception-edit.swap-said', { date, from: named(from), to: named(to) }),
      ),
    ]
  },
  fields: (context, form, reception) => html`<h2>${context.say('reception-edit.shifts')}</h2>
<p>${context.say('reception-edit.shifts-text')}</p>
${lines(
  context,
  form,
  'shifts',
  (line) => html`${dated(context, form, line)}
${membersField(context, form, line, reception)}`,
)}
<h2>${context.say('reception-edit.absences')}</h2>
${lines(
  context,
  form,
  'absences',
  (line) => html`${memberField(context, form, `${line}-member`, 'absent', reception)}
<div class="beside">${dateField(context, form, `${line}-from`, 'absent-from')}${dateField(context, form, `${line}-to`, 'absent-to')}</div>`,
)}
<h2>${context.say('reception-edit.swaps')}</h2>
${lines(
  context,
  form,
  'swaps',
  (line) => html`${dateField(context, form, `${line}-date`, 'date')}
${memberField(context, form, `${line}-from`, 'swap-from', reception)}${memberField(context, form, `${line}-to`, 'swap-to', reception)}`,
)}`,
  read: (form, reception) => {
    const shifts = readEach(form, 'shifts', (line) => readShift(form, line, reception))
    const absences = readEach(form, 'absences', (line) => readAbsence(form, line, reception))
    const swaps = readEach(form, 'swaps', (line) => readSwap(form, line, reception))
    const faults = [shifts, absences, swaps].flatMap((read) => read.faults)
    if (faults.length > 0) return { ok: false, faults }
    const rota = { ...reception.rota, shifts: shifts.found, absences: absences.found, swaps: swaps.found }
    return { ok: true, value: { ...reception, rota } }
  },
}

const dateField = (context: FieldContext, form: URLSearchParams, name: string, says: string): Html =>
  textField(context, { name, label: context.say(`reception-edit.${says}`), type: 'date', value: given(form, name) })

const dated = (
  context: FieldContext,
  form: URLSearchParams,
  line: string,
): Html => html`<div class="beside">${dateField(context, form, `${line}-date`, 'date')}
${['from', 'to'].map((field) =>
  textField(context, {
    name: `${line}-${field}`,
    label: context.say(`reception-edit.${field}`),
    type: 'time',
    value: given(form, `${line}-${field}`),
  }),
)}</div>`

const memberField = (
  context: FieldContext,
  form: URLSearchParams,
  name: string,
  says: string,
  { members }: ReceptionFile,
): Html =>
  choiceField(context, {
    name,
    label: context.say(`reception-edit.${says}`),
    value: given(form, name),
    options: [
      { value: '', label: context.say('reception-edit.choose') },
      ...members.map(({ id, name: label }) => ({ value: id, label })),
    ],
  })

type Read<T> = { readonly value: T } | Fault

const readEach = <T>(
  form: URLSearchParams,
  group: string,
  read: (line: string) => Read<T> | undefined,
): { readonly found: T[]; readonly faults: readonly Fault[] } => {
  const found: T[] = []
  const faults: Fault[] = []
  for (let place = 0; place < countLines(form, group); place++) {
    const one = read(`${group}-${place}`)
    if (one === undefined) continue
    if ('value' in one) found.push(one.value)
    else faults.push(one)
  }
  return { found, faults }
}

const TIME = /^(?:[01]\d|2[0-3]):[0-5]\d$/

const readShift = (
  form: URLSearchParams,
  line: string,
  reception: ReceptionFile,
): Read<Rota['shifts'][number]> | undefined => {
  const [day, from, to] = ['date', 'from', 'to'].map((field) => given(form, `${line}-${field}`)) as [
    string,
    string,
    string,
  ]
  const who = membersIn(form, line, reception)
  if (`${day}${from}${to}` === '' && who.length === 0) return undefined
  const date = dayIn(day)
  if (date === undefined || date > reception.rota.until)
    return { field: `${line}-date`, says: 'reception-edit.date-wrong', values: { until: reception.rota.until } }
  if (!TIME.test(from) || !TIME.test(to) || from === to)
    return { field: `${line}-from`, says: 'reception-edit.time-wrong' }
  if (who.length === 0) return { field: `${line}-members`, says: 'reception-edit.who-wrong' }
  return { value: { date, from, to: to === '00:00' ? '24:00' : to, members: who } }
}

const dayIn = (text: string): LocalDate | undefined => parseLocalDate(text)
const isMember = ({ members }: ReceptionFile, given: string): boolean => members.some(({ id }) => id === given)

const readAbsence = (
  form: URLSearchParams,
  line: string,
  reception: ReceptionFile,
): Read<Rota['absences'][number]> | undefined => {
  const member = given(form, `${line}-member`)
  const [first, last] = [given(form, `${line}-from`), given(form, `${line}-to`)]
  if (`${member}${first}${last}` === '') return undefined
  if (!isMember(reception, member)) return { field: `${line}-member`, says: 'reception-edit.who-wrong' }
  const from = dayIn(first)
  const to = last === '' ? from : dayIn(last)
  if (from === undefined || to === undefined || from > to)
    return { field: `${line}-from`, says: 'reception-edit.absence-wrong' }
  return { value: { member, from, to } }
}

const readSwap = (
  form: URLSearchParams,
  line: string,
  reception: ReceptionFile,
): Read<Rota['swaps'][number]> | undefined => {
  const [day, from, to] = ['date', 'from', 'to'].map((field) => given(form, `${line}-${field}`)) as [
    string,
    string,
    string,
  ]
  if (`${day}${from}${to}` === '') return undefined
  const date = dayIn(day)
  if (date === undefined)
    return { field: `${line}-date`, says: 'reception-edit.date-wrong', values: { until: reception.rota.until } }
  if (!isMember(reception, from) || !isMember(reception, to) || from === to)
    return { field: `${line}-to`, says: 'reception-edit.swap-wrong' }
  return { value: { date, from, to } }
}
