import { html, NOTHING } from '#kernel/html.ts'
import { areaField, doButton, fieldset, textField, type Fault } from '#platform/http/form.ts'
import { countLines } from '#platform/http/lines.ts'
import { displayOf } from '../phone-number.ts'
import { hoursFields, hoursTyped, readHoursIn } from './hours-form.ts'
import { numberField, readNumbers, removeButton } from './number-lines.ts'
import { lineFault, textIn, type SectionForm } from './section-form.ts'

const LONGEST_VISIT = 300
const GROUP = 'numbers'
const TO = '/page/reception'
/** Which field a line begins with. */
const BEGINS = { to: TO, field: 'e164' }

/** The reception: what it is called, its numbers each with its hours, and where one can come without an appointment. */
export const receptionForm: SectionForm = {
  section: 'reception',
  to: TO,
  lines: { [GROUP]: { e164: '', kind: 'weekdays', red: 'closed' } },

  typed: ({ reception }, { visit: { language } }) => {
    const numbers = reception?.numbers ?? [{ e164: '', hours: undefined }]
    return new URLSearchParams(
      [
        ['name', reception?.name ?? ''],
        ...numbers.flatMap(({ e164, hours }, line): readonly (readonly [string, string])[] => [
          [`${GROUP}-${line}-e164`, e164 === '' ? '' : displayOf(e164)],
          ...hoursTyped(`${GROUP}-${line}`, hours, language),
        ]),
        ['visit', reception?.visit ?? ''],
      ].map(([name = '', value = '']) => [name, value]),
    )
  },

  read: (form) => {
    const { numbers, faults: wrong } = readNumbers(form, GROUP)
    const faults: Fault[] = [...lineFault(form, 'name', 'page.reception-name-missing'), ...wrong]
    const read = numbers.map(({ line, e164 }) => ({ e164, hours: readHoursIn(form, `${GROUP}-${line}`) }))
    const lines = read.flatMap(({ e164, hours }) => (hours.ok ? [{ e164, hours: hours.rule }] : []))
    for (const { hours } of read) if (!hours.ok) faults.push(...hours.faults)
    const visit = textIn(form, 'visit')
    if (visit.length > LONGEST_VISIT)
      faults.push({ field: 'visit', says: 'page.too-long', values: { most: LONGEST_VISIT } })
    if (faults.length > 0) return { ok: false, faults }
    const where = visit === '' ? {} : { visit }
    return { ok: true, value: { reception: { name: textIn(form, 'name'), numbers: lines, ...where } } }
  },

  fields: (around, typed) => {
    const { say } = around.visit
    const { form, faults } = typed
    const context = { say, faults }
    const count = Math.max(1, countLines(form, GROUP))
    return html`${textField(context, { name: 'name', label: say('page.reception-name'), hint: say('page.reception-name-hint'), value: form.get('name') ?? '' })}
${Array.from({ length: count }, (_, line) =>
  fieldset(
    context,
    { name: `${GROUP}-${line}`, legend: say('page.number', { line: line + 1 }) },
    html`${numberField(context, form, `${GROUP}-${line}-e164`, say('page.number-label'))}
${hoursFields(around, typed, `${GROUP}-${line}`, say('hours.when'))}
${count > 1 ? removeButton(context, GROUP, line, BEGINS) : NOTHING}`,
  ),
)}
<p>${doButton(`add ${GROUP}`, say('page.add-number'), undefined, `${TO}#${GROUP}-${count}-e164`)}</p>
${areaField(context, { name: 'visit', label: say('page.visit'), hint: say('page.visit-hint'), value: form.get('visit') ?? '' })}`
  },
}
