import type { z } from 'zod'
import { html, NOTHING, type Html } from '#kernel/html.ts'
import type { Visit } from './staff-routes.ts'
import type { Words } from './words.ts'

/** One thing wrong in a form: the field's name, and the id of the text that says what to do. */
export type Fault = { readonly field: string; readonly says: string }

export type FormRead<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly faults: readonly Fault[] }

/** Reads a form against a schema whose messages are ids of texts; a field's first fault alone is told. */
export const readForm = <T>(form: URLSearchParams, schema: z.ZodType<T>): FormRead<T> => {
  const read = schema.safeParse(Object.fromEntries(form))
  if (read.success) return { ok: true, value: read.data }
  const faults = new Map<string, Fault>()
  for (const { path, message } of read.error.issues) {
    const field = String(path[0] ?? '')
    if (!faults.has(field)) faults.set(field, { field, says: message })
  }
  return { ok: false, faults: [...faults.values()] }
}

/** What is wrong, first on the page; each line leads to its field. Nothing when nothing is wrong. */
export const errorSummary = (say: Words, faults: readonly Fault[]): Html =>
  faults.length === 0
    ? NOTHING
    : html`<div class="errors" role="alert"><h2>${say('form.errors')}</h2><ul>${faults.map(
        ({ field, says }) => html`<li><a href="#${field}">${say(says)}</a></li>`,
      )}</ul></div>`

/** A form that changes something; the language goes with it, for who has no session to keep it. */
export const form = ({ language }: Pick<Visit, 'language'>, action: string, inner: Html): Html =>
  html`<form method="post" action="${action}"><input type="hidden" name="lang" value="${language}">
${inner}
</form>`

type Field = {
  readonly name: string
  readonly label: string
  readonly hint?: string
  readonly value?: string | undefined
}

type FieldContext = { readonly say: Words; readonly faults: readonly Fault[] }

/** A labelled field with its hint and, when it was wrong, what to do about it. */
const field = ({ say, faults }: FieldContext, { name, label, hint }: Field, input: (described: Html) => Html): Html => {
  const fault = faults.find((one) => one.field === name)
  const described = [hint === undefined ? '' : `${name}-hint`, fault === undefined ? '' : `${name}-fault`]
    .filter((id) => id !== '')
    .join(' ')
  const attributes = html`${described === '' ? NOTHING : html` aria-describedby="${described}"`}${fault === undefined ? NOTHING : html` aria-invalid="true"`}`
  return html`<div class="field${fault === undefined ? '' : ' wrong'}"><label for="${name}">${label}</label>
${hint === undefined ? NOTHING : html`<p class="hint" id="${name}-hint">${hint}</p>`}
${fault === undefined ? NOTHING : html`<p class="fault" id="${name}-fault">${say(fault.says)}</p>`}
${input(attributes)}</div>`
}

export type TextField = Field & { readonly type?: 'text' | 'email' | 'date'; readonly autocomplete?: string }

export const textField = (context: FieldContext, given: TextField): Html =>
  field(
    context,
    given,
    (attributes) =>
      html`<input id="${given.name}" name="${given.name}" type="${given.type ?? 'text'}" value="${given.value ?? ''}" autocomplete="${given.autocomplete ?? 'off'}"${attributes}>`,
  )

export type Option = { readonly value: string; readonly label: string }

export const choiceField = (context: FieldContext, given: Field & { readonly options: readonly Option[] }): Html =>
  field(
    context,
    given,
    (attributes) =>
      html`<select id="${given.name}" name="${given.name}"${attributes}>${given.options.map(
        ({ value, label }) =>
          html`<option value="${value}"${value === given.value ? html` selected` : NOTHING}>${label}</option>`,
      )}</select>`,
  )
