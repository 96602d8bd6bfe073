import { html, type Html } from '#kernel/html.ts'
import { doButton, textField, type Fault, type FieldContext } from '#platform/http/form.ts'
import { countLines } from '#platform/http/lines.ts'
import { MOST_NUMBERS } from '../written.ts'
import { readNumber } from '../phone-number.ts'
import { textIn } from './section-form.ts'

type NumberRead = { readonly line: number; readonly e164: string }

/**
 * The numbers of a group (`numbers-0-e164`), a line that was left empty apart; and what is wrong: no number at all, more
 * than there is room for, one that is no Swedish number, or the same twice.
 */
export const readNumbers = (
  form: URLSearchParams,
  group: string,
): { readonly numbers: readonly NumberRead[]; readonly faults: readonly Fault[] } => {
  const numbers: NumberRead[] = []
  const faults: Fault[] = []
  for (let line = 0; line < countLines(form, group); line += 1) {
    const field = `${group}-${line}-e164`
    const text = textIn(form, field)
    const e164 = readNumber(text)
    const values = { line: line + 1 }
    if (text === '') continue
    if (e164 === undefined) faults.push({ field, says: 'page.number-wrong', values })
    else if (numbers.some((one) => one.e164 === e164)) faults.push({ field, says: 'page.number-twice', values })
    else numbers.push({ line, e164 })
  }
  if (numbers.length === 0 && faults.length === 0)
    faults.push({ field: `${group}-0-e164`, says: 'page.number-missing' })
  if (numbers.length > MOST_NUMBERS) {
    faults.push({ field: `${group}-${MOST_NUMBERS}-e164`, says: 'page.numbers-most', values: { most: MOST_NUMBERS } })
  }
  return { numbers, faults }
}

export const numberField = (context: FieldContext, form: URLSearchParams, name: string, label: string): Html =>
  textField(context, {
    name,
    label,
    hint: context.say('page.number-hint'),
    type: 'tel',
    value: textIn(form, name),
  })

/** Takes a line away, and leads on to the one before it. It is told the form's address and the field that a line begins with. */
export const removeButton = (
  { say }: Pick<FieldContext, 'say'>,
  group: string,
  line: number,
  { to, field }: { readonly to: string; readonly field: string },
): Html =>
  html`<p>${doButton(`remove ${group}-${line}`, say('page.remove'), say('page.remove-line', { line: line + 1 }), `${to}#${group}-${Math.max(0, line - 1)}-${field}`)}</p>`
