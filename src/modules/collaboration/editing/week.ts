import { parseLocalDate } from '#kernel/dates.ts'
import { hoursFault } from '#kernel/opening-hours.ts'
import { html, type Html } from '#kernel/html.ts'
import { checkField, choiceField, textField, type Fault, type FieldContext } from '#platform/http/form.ts'
import { countLines } from '#platform/http/lines.ts'
import type { ReceptionFile } from '../reception.ts'
import type { Rota } from '../rota-schema.ts'
import { lines } from './lines-view.ts'
import { DAYS, isDay, ruleOf, turnOf } from './rule.ts'
import { given, type Around, type Section } from './section.ts'

type Weekly = Rota['week'][number]

/** The week of the rota: who answers on which days, holidays told apart, and how long it holds. */
export const week: Section = {
  name: 'week',
  permission: 'rota.edit',
  groups: { week: { first: 'Mo', last: 'Fr', from: '', to: '', holidays: 'closed' } },
  write: ({ rota }) =>
    new URLSearchParams([['until', rota.until], ...rota.week.flatMap((one, place) => writeTurn(`week-${place}`, one))]),
  said: ({ rota, members }, { say, clock }) => [
    ...rota.week.map(({ hours, members: who, from, until }) => {
      const turn = turnOf(hours)
      const says =
        turn === undefined
          ? hours
          : say(`reception-edit.turn${turn.holidays ? '-holidays' : ''}`, saidDays(say, clock, turn))
      const names = who.map((id) => members.find((member) => member.id === id)?.name ?? id).join(', ')
      return `${says}: ${names}${from === undefined && until === undefined ? '' : ` (${from ?? ''}–${until ?? ''})`}`
    }),
    say('reception-edit.holds-until', { on: rota.until }),
  ],
  fields: (context, form, reception) =>
    html`${textField(context, { name: 'until', label: context.say('reception-edit.until'), hint: context.say('reception-edit.until-hint'), type: 'date', value: given(form, 'until') })}
${lines(context, form, 'week', (line) => turnFields(context, form, line, reception))}`,
  read: (form, reception, { today }) => {
    const faults: Fault[] = []
    const until = parseLocalDate(given(form, 'until'))
    if (until === undefined || until < today) faults.push({ field: 'until', says: 'reception-edit.until-wrong' })
    const turns: Weekly[] = []
    for (let place = 0; place < countLines(form, 'week'); place++) {
      const read = readTurn(form, `week-${place}`, reception)
      if (read === undefined) continue
      faults.push(...read.faults)
      turns.push(read.turn)
    }
    if (faults.length > 0 || until === undefined) return { ok: false, faults }
    return { ok: true, value: { ...reception, rota: { ...reception.rota, until, week: turns } } }
  },
}

const saidDays = (say: Around['say'], clock: Around['clock'], turn: NonNullable<ReturnType<typeof turnOf>>) => {
  const first = say(`reception-edit.day-${turn.first}`)
  return {
    days: turn.first === turn.last ? first : `${first}–${say(`reception-edit.day-${turn.last}`)}`,
    from: clock(turn.from),
    to: clock(turn.to),
  }
}

const writeTurn = (line: string, { hours, members, from, until }: Weekly): string[][] => {
  const turn = turnOf(hours)
  const said =
    turn === undefined
      ? [[`${line}-rule`, hours]]
      : [
          [`${line}-first`, turn.first],
          [`${line}-last`, turn.last],
          [`${line}-from`, turn.from],
          [`${line}-to`, turn.to],
          [`${line}-holidays`, turn.holidays ? 'open' : 'closed'],
        ]
  return [
    ...said,
    ...members.map((id) => [`${line}-members`, id]),
    [`${line}-begins`, from ?? ''],
    [`${line}-ends`, until ?? ''],
  ]
}

const turnFields = (context: FieldContext, form: URLSearchParams, line: string, reception: ReceptionFile): Html => {
  const { say } = context
  const days = DAYS.map((value) => ({ value, label: say(`reception-edit.day-${value}`) }))
  const at = (field: string): { readonly name: string; readonly value: string } => ({
    name: `${line}-${field}`,
    value: given(form, `${line}-${field}`),
  })
  const when = form.has(`${line}-rule`)
    ? textField(context, {
        ...at('rule'),
        label: say('reception-edit.rule'),
        hint: say('reception-edit.rule-hint'),
      })
    : html`<div class="beside">${choiceField(context, { ...at('first'), label: say('reception-edit.first'), options: days })}
${choiceField(context, { ...at('last'), label: say('reception-edit.last'), options: days })}
${textField(context, { ...at('from'), label: say('reception-edit.from'), type: 'time' })}
${textField(context, { ...at('to'), label: say('reception-edit.to'), type: 'time' })}</div>
${choiceField(context, {
  ...at('holidays'),
  label: say('reception-edit.holidays'),
  options: ['closed', 'open'].map((value) => ({ value, label: say(`reception-edit.holidays-${value}`) })),
})}`
  return html`${when}
${membersField(context, form, line, reception)}
<div class="beside">${textField(context, { ...at('begins'), label: say('reception-edit.begins'), type: 'date' })}
${textField(context, { ...at('ends'), label: say('reception-edit.ends'), type: 'date' })}</div>`
}

/** Who answers then: any of the reception's members. */
export const membersField = (
  context: FieldContext,
  form: URLSearchParams,
  line: string,
  { members }: ReceptionFile,
): Html =>
  checkField(context, {
    name: `${line}-members`,
    legend: context.say('reception-edit.who'),
    options: members.map(({ id, name }) => ({ value: id, label: name })),
    values: form.getAll(`${line}-members`),
  })

/** Those of the form who are members. */
export const membersIn = (form: URLSearchParams, line: string, { members }: ReceptionFile): string[] =>
  form.getAll(`${line}-members`).filter((id) => members.some((member) => member.id === id))

type ReadTurn = { readonly turn: Weekly; readonly faults: readonly Fault[] }

/** A line of the week; nothing for one in which no time stands and nobody is chosen. */
const readTurn = (form: URLSearchParams, line: string, reception: ReceptionFile): ReadTurn | undefined => {
  const [first, last, from, to, rule] = ['first', 'last', 'from', 'to', 'rule'].map((field) =>
    given(form, `${line}-${field}`),
  ) as [string, string, string, string, string]
  const who = membersIn(form, line, reception)
  if (from === '' && to === '' && rule === '' && who.length === 0) return undefined
  const faults: Fault[] = []
  if (who.length === 0) faults.push({ field: `${line}-members`, says: 'reception-edit.who-wrong' })
  const holidays = given(form, `${line}-holidays`) === 'open'
  const hours =
    rule !== '' || !isDay(first) || !isDay(last) || from === to
      ? rule
      : ruleOf({ first, last, from, to: to === '00:00' ? '24:00' : to, holidays })
  const ruled = form.has(`${line}-rule`)
  if (hoursFault(hours) !== undefined)
    faults.push({
      field: `${line}-${ruled ? 'rule' : 'from'}`,
      says: ruled ? 'reception-edit.rule-wrong' : 'reception-edit.time-wrong',
    })
  const [begins, ends] = [parseLocalDate(given(form, `${line}-begins`)), parseLocalDate(given(form, `${line}-ends`))]
  if (begins !== undefined && ends !== undefined && begins > ends)
    faults.push({ field: `${line}-ends`, says: 'reception-edit.ends-wrong' })
  const limits = {
    ...(begins === undefined ? {} : { from: begins }),
    ...(ends === undefined ? {} : { until: ends }),
  }
  return { turn: { hours, members: who, ...limits }, faults }
}
