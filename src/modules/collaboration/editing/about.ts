import { html } from '#kernel/html.ts'
import { textField, type Fault } from '#platform/http/form.ts'
import { countLines } from '#platform/http/lines.ts'
import { displayOf } from '#modules/municipality/index.ts'
import { lines } from './lines-view.ts'
import { given, type Section } from './section.ts'
import { numberIn } from './telephone.ts'

const LONGEST = 120
const MOST_NUMBERS = 5

/** What the public page calls the reception, and the numbers it is reached by. */
export const about: Section = {
  name: 'about',
  permission: 'reception.decide',
  groups: { numbers: { number: '' } },
  write: ({ title, numbers }) =>
    new URLSearchParams([
      ['title', title],
      ...numbers.map((number, place) => [`numbers-${place}-number`, displayOf(number)]),
    ]),
  said: ({ title, numbers }) => [title, ...numbers.map(displayOf)],
  fields: (context, form) =>
    html`${textField(context, { name: 'title', label: context.say('reception-edit.title'), hint: context.say('reception-edit.title-hint'), value: given(form, 'title') })}
${lines(
  context,
  form,
  'numbers',
  (line) =>
    textField(context, {
      name: `${line}-number`,
      label: context.say('reception-edit.number'),
      type: 'tel',
      value: given(form, `${line}-number`),
    }),
  1,
)}`,
  read: (form, reception) => {
    const faults: Fault[] = []
    const title = given(form, 'title')
    if (title === '' || title.length > LONGEST) faults.push({ field: 'title', says: 'reception-edit.title-wrong' })
    const read = readNumbers(form)
    faults.push(...read.faults)
    if (faults.length > 0) return { ok: false, faults }
    return { ok: true, value: { ...reception, title, numbers: read.numbers } }
  },
}

/** The numbers of a form; an empty line is none. */
export const readNumbers = (
  form: URLSearchParams,
): { readonly numbers: string[]; readonly faults: readonly Fault[] } => {
  const numbers: string[] = []
  const faults: Fault[] = []
  for (let place = 0; place < countLines(form, 'numbers'); place++) {
    const field = `numbers-${place}-number`
    const text = given(form, field)
    const number = numberIn(text)
    if (number !== undefined) numbers.push(number)
    else if (text !== '') faults.push({ field, says: 'reception-edit.number-wrong', values: { text } })
  }
  if (faults.length === 0 && (numbers.length === 0 || numbers.length > MOST_NUMBERS))
    faults.push({ field: 'numbers-0-number', says: 'reception-edit.number-none' })
  return { numbers, faults }
}
