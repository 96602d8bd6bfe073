import { html, type Html } from '#kernel/html.ts'
import { doButton, type FieldContext } from '#platform/http/form.ts'
import { countLines } from '#platform/http/lines.ts'

/**
 * A group of lines, each in a frame of its own with a button that takes it away, and one that adds another. Names of
 * fields begin with what `line` is given: `numbers-0`. Where the form has none, `least` empty ones stand there.
 */
export const lines = (
  { say }: FieldContext,
  form: URLSearchParams,
  group: string,
  line: (begins: string, place: number) => Html,
  least = 0,
): Html => {
  const places = Array.from({ length: Math.max(least, countLines(form, group)) }, (_, place) => place)
  return html`${places.map((place) => {
    const which = say(`reception-edit.${group}-line`, { number: place + 1 })
    return html`<fieldset class="field"><legend>${which}</legend>${line(`${group}-${place}`, place)}
${doButton(`remove ${group}-${place}`, say('reception-edit.remove'), say('reception-edit.remove-which', { which }))}</fieldset>`
  })}
<p>${doButton(`add ${group}`, say(`reception-edit.${group}-add`))}</p>`
}
