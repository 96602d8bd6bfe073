import { html, NOTHING } from '#kernel/html.ts'
import { doButton, fieldset, radioField, textField, type Fault } from '#platform/http/form.ts'
import { countLines } from '#platform/http/lines.ts'
import { displayOf } from '../phone-number.ts'
import { hoursFields, hoursTyped, readHoursIn } from './hours-form.ts'
import { numberField, readNumbers, removeButton } from './number-lines.ts'
import { textIn, type Around, type SectionForm } from './section-form.ts'

const GROUP = 'numbers'
const TO = '/page/on-call'
/** Which field a line begins with. */
const BEGINS = { to: TO, field: 'e164' }
const KINDS = ['own', 'shared', 'via-112'] as const

/** Who answers when the reception has closed: one's own, one shared with others, or through 112. */
export const onCallForm: SectionForm = {
  section: 'onCall',
  to: TO,
  lines: { [GROUP]: { e164: '' } },

  typed: ({ onCall }, around) => {
    const own = onCall === undefined || onCall.kind === 'via-112' ? undefined : onCall
    const places = own?.kind === 'shared' ? own.sharedWith.map((code) => nameOf(around, code)) : []
    const fields = new URLSearchParams([
      ['kind', onCall?.kind ?? ''],
      ['places', places.join(', ')],
      ...hoursTyped('on-call', own?.hours, around.visit.language),
    ])
    const numbers = own?.numbers.map(displayOf) ?? ['']
    for (const [line, number] of numbers.entries()) fields.append(`${GROUP}-${line}-e164`, number)
    return fields
  },

  read: (form, around) => {
    const kind = KINDS.find((one) => one === textIn(form, 'kind'))
    if (kind === undefined) return { ok: false, faults: [{ field: 'kind', says: 'page.on-call-missing' }] }
    if (kind === 'via-112') return { ok: true, value: { onCall: { kind } } }
    const { numbers, faults } = readNumbers(form, GROUP)
    const hours = readHoursIn(form, 'on-call')
    const places = kind === 'shared' ? placesIn(form, around) : { codes: [], faults: [] }
    if (!hours.ok || faults.length + places.faults.length > 0)
      return { ok: false, faults: [...places.faults, ...faults, ...(hours.ok ? [] : hours.faults)] }
    const answers = { numbers: numbers.map(({ e164 }) => e164), hours: hours.rule }
    return {
      ok: true,
      value: { onCall: kind === 'own' ? { kind, ...answers } : { kind, ...answers, sharedWith: places.codes } },
    }
  },

  fields: (around, typed) => {
    const { say } = around.visit
    const { form, faults } = typed
    const context = { say, faults }
    const count = Math.max(1, countLines(form, GROUP))
    const options = KINDS.map((kind) => ({
      value: kind,
      label: say(`page.on-call-${kind}`),
      ...(kind === 'shared'
        ? {
            inner: textField(context, {
              name: 'places',
              label: say('page.places'),
              hint: say('page.places-hint'),
              value: form.get('places') ?? '',
            }),
          }
        : {}),
    }))
    return html`<div class="on-call">${radioField(context, { name: 'kind', legend: say('page.on-call-who'), options, value: form.get('kind') ?? '' })}
<div class="answers">${fieldset(
      context,
      { name: GROUP, legend: say('page.on-call-numbers') },
      html`${Array.from(
        { length: count },
        (_, line) =>
          html`${numberField(context, form, `${GROUP}-${line}-e164`, say('page.number', { line: line + 1 }))}${count > 1 ? removeButton(context, GROUP, line, BEGINS) : NOTHING}`,
      )}
<p>${doButton(`add ${GROUP}`, say('page.add-number'), undefined, `${TO}#${GROUP}-${count}-e164`)}</p>`,
    )}
${hoursFields(around, typed, 'on-call', say('page.on-call-when'))}</div></div>`
  },
}

const nameOf = ({ reference }: Around, code: string): string => reference.municipalities.get(code)?.name ?? code

/** The municipalities that are named, parted by commas, lines or "och". */
const placesIn = (
  form: URLSearchParams,
  { reference, place }: Around,
): { readonly codes: string[]; readonly faults: readonly Fault[] } => {
  const field = 'places'
  const codes = new Set<string>()
  const names = textIn(form, field)
    .split(/[,;\n]| och | and /)
    .map((name) => name.trim())
    .filter((name) => name !== '')
  for (const name of names) {
    const found = reference.municipalities.search(name)
    if (found.kind === 'several') {
      const meant = found.municipalities.map((one) => one.name).join(', ')
      return { codes: [], faults: [{ field, says: 'page.place-several', values: { name, meant } }] }
    }
    if (found.kind === 'none') return { codes: [], faults: [{ field, says: 'page.place-unknown', values: { name } }] }
    // One's own is not shared with: it is there anyway.
    if (found.municipality.code !== place.code) codes.add(found.municipality.code)
  }
  return { codes: [...codes], faults: codes.size === 0 ? [{ field, says: 'page.place-missing' }] : [] }
}
