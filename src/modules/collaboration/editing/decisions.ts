import { parseLocalDate } from '#kernel/dates.ts'
import { html } from '#kernel/html.ts'
import { fieldset, textField, type Fault } from '#platform/http/form.ts'
import { DECISIONS, type Decision, type Decisions } from '../decisions.ts'
import { servedIn } from '../reception.ts'
import { given, type Section } from './section.ts'

const LONGEST_NUMBER = 60
const LONGEST_NAME = 120

/**
 * What a municipality has decided before the reception answers for it: each with its day, diary number and who. What is
 * left empty has not been decided yet, and is saved as that.
 */
export const decisions: Section = {
  name: 'decisions',
  permission: 'reception.decide',
  groups: {},
  write: (reception, { municipality }) =>
    new URLSearchParams(
      Object.entries(servedIn(reception, municipality)?.decisions ?? {}).flatMap(([kind, is]) => [
        [`${kind}-on`, is.on],
        [`${kind}-diary`, is.diaryNumber],
        [`${kind}-by`, is.by],
      ]),
    ),
  said: (reception, { municipality, say }) =>
    DECISIONS.flatMap((kind) => {
      const is = servedIn(reception, municipality)?.decisions[kind]
      const decision = say(`reception-edit.decision-${kind}`)
      return is === undefined
        ? []
        : [say('reception-edit.decision-said', { decision, on: is.on, diary: is.diaryNumber, by: is.by })]
    }),
  fields: (context, form) =>
    html`${DECISIONS.map((kind) =>
      fieldset(
        context,
        {
          name: kind,
          legend: context.say(`reception-edit.decision-${kind}`),
          hint: context.say(`reception-edit.decision-${kind}-why`),
        },
        html`${(['on', 'diary', 'by'] as const).map((field) =>
          textField(context, {
            name: `${kind}-${field}`,
            label: context.say(`reception-edit.decision-${field}`),
            type: field === 'on' ? 'date' : 'text',
            value: given(form, `${kind}-${field}`),
          }),
        )}`,
      ),
    )}`,
  read: (form, reception, { municipality, today }) => {
    const faults: Fault[] = []
    const found: Decisions = {}
    for (const kind of DECISIONS) {
      const read = readDecision(form, kind, today)
      if (Array.isArray(read)) faults.push(...read)
      else if (read !== undefined) found[kind] = read as Decision
    }
    if (faults.length > 0) return { ok: false, faults }
    const serves = reception.serves.map((one) =>
      one.municipality === municipality ? { ...one, decisions: found } : one,
    )
    return { ok: true, value: { ...reception, serves } }
  },
}

const readDecision = (form: URLSearchParams, kind: string, today: string): Decision | readonly Fault[] | undefined => {
  const [day, diaryNumber, by] = ['on', 'diary', 'by'].map((field) => given(form, `${kind}-${field}`)) as [
    string,
    string,
    string,
  ]
  if (`${day}${diaryNumber}${by}` === '') return undefined
  const on = parseLocalDate(day)
  const faults: Fault[] = []
  if (on === undefined || on > today) faults.push({ field: `${kind}-on`, says: 'reception-edit.decision-on-wrong' })
  if (diaryNumber === '' || diaryNumber.length > LONGEST_NUMBER)
    faults.push({ field: `${kind}-diary`, says: 'reception-edit.decision-diary-wrong' })
  if (by === '' || by.length > LONGEST_NAME)
    faults.push({ field: `${kind}-by`, says: 'reception-edit.decision-by-wrong' })
  return faults.length > 0 || on === undefined ? faults : { on, diaryNumber, by }
}
