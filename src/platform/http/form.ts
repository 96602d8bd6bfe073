import type { z } from 'zod'
import { html, NOTHING, type Html } from '#kernel/html.ts'
import type { Visit } from './staff-routes.ts'
import type { Words } from './words.ts'

/** One thing wrong in a form: the field's name, and the id of the text that says what to do, with what it is told. */
export type Fault = {
  readonly field: string
  readonly says: string
  readonly values?: Readonly<Record<string, string | number>>
}

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
        ({ field, says, values }) => html`<li><a href="#${field}">${say(says, values)}</a></li>`,
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

export type FieldContext = { readonly say: Words; readonly faults: readonly Fault[] }

type Told = { readonly wrong: boolean; readonly words: Html; readonly attributes: Html }

/** The hint of a field and, when it was wrong, what to do about it; and the attributes that tie both to it. */
const told = ({ say, faults }: FieldContext, { name, hint }: Pick<Field, 'name' | 'hint'>): Told => {
  const fault = faults.find((one) => one.field === name)
  const described = [hint === undefined ? '' : `${name}-hint`, fault === undefined ? '' : `${name}-fault`]
    .filter((id) => id !== '')
    .join(' ')
  return {
    wrong: fault !== undefined,
    words: html`${hint === undefined ? NOTHING : html`<p class="hint" id="${name}-hint">${hint}</p>`}
${fault === undefined ? NOTHING : html`<p class="fault" id="${name}-fault">${say(fault.says, fault.values)}</p>`}`,
    attributes: html`${described === '' ? NOTHING : html` aria-describedby="${described}"`}${fault === undefined ? NOTHING : html` aria-invalid="true"`}`,
  }
}

/** A labelled field with its hint and, when it was wrong, what to do about it. */
const field = (context: FieldContext, given: Field, input: (attributes: Html) => Html): Html => {
  const { wrong, words, attributes } = told(context, given)
  return html`<div class="field${wrong ? ' wrong' : ''}"><label for="${given.name}">${given.label}</label>
${words}
${input(attributes)}</div>`
}

export type TextField = Field & {
  readonly type?: 'text' | 'email' | 'date' | 'time' | 'tel' | 'url'
  readonly autocomplete?: string
}

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

/** A field for several lines of text. */
export const areaField = (context: FieldContext, given: Field & { readonly rows?: number }): Html =>
  field(
    context,
    given,
    (attributes) =>
      html`<textarea id="${given.name}" name="${given.name}" rows="${given.rows ?? 3}"${attributes}>${given.value ?? ''}</textarea>`,
  )

/** Fields that belong together, under one question; a fault of the group itself stands below it. */
export const fieldset = (
  context: FieldContext,
  { name, legend, hint }: { readonly name: string; readonly legend: string; readonly hint?: string },
  inner: Html,
): Html => {
  const { wrong, words, attributes } = told(context, { name, ...(hint === undefined ? {} : { hint }) })
  return html`<fieldset class="field${wrong ? ' wrong' : ''}"${attributes}><legend>${legend}</legend>
${words}
${inner}</fieldset>`
}

type Group = {
  readonly name: string
  readonly legend: string
  readonly hint?: string
  /** `inner` belongs to this choice alone, out of sight while another is chosen; `told` is always in sight. */
  readonly options: readonly (Option & { readonly inner?: Html; readonly told?: Html })[]
}

/** The first of a group has the group's own name as id: a line of the error summary leads there. */
const choices = (type: 'radio' | 'checkbox', { name, options }: Group, chosen: readonly string[]): Html =>
  html`${options.map(({ value, label, inner, told: more }, place) => {
    const id = place === 0 ? name : `${name}.${value}`
    return html`<div class="choice"><input type="${type}" id="${id}" name="${name}" value="${value}"${chosen.includes(value) ? html` checked` : NOTHING}> <label for="${id}">${label}</label>${more ?? NOTHING}${inner === undefined ? NOTHING : html`<div class="inner">${inner}</div>`}</div>\n`
  })}`

/** One of several, all of them in sight. */
export const radioField = (context: FieldContext, given: Group & { readonly value?: string | undefined }): Html =>
  fieldset(context, given, choices('radio', given, [given.value ?? '']))

/** Any of several; read with `form.getAll(name)`. */
export const checkField = (context: FieldContext, given: Group & { readonly values: readonly string[] }): Html =>
  fieldset(context, given, html`<div class="choices">${choices('checkbox', given, given.values)}</div>`)

export const hidden = (name: string, value: string | number): Html =>
  html`<input type="hidden" name="${name}" value="${value}">`

/** The version that a form was opened from: with it two who write at once are told apart. */
export const versionField = (version: number): Html => hidden('version', version)

/** The version that a sent form was opened from; nothing for one that says none. */
export const versionIn = (form: URLSearchParams): number | undefined => {
  const given = form.get('version') ?? ''
  return /^-?\d{1,9}$/.test(given) ? Number(given) : undefined
}

/**
 * A button that says which it was, as `do`: one form can add a line, take one away, or be saved. `label` is for those
 * who hear one button after another; `to` is the form's own address with the place on the page that comes next.
 */
export const doButton = (does: string, says: string, label?: string, to?: string): Html =>
  html`<button class="quiet" name="do" value="${does}"${label === undefined ? NOTHING : html` aria-label="${label}"`}${to === undefined ? NOTHING : html` formaction="${to}"`}>${says}</button>`

/** First in a form with several buttons: Enter in a field presses the first, and that is to be the one that saves. */
export const firstButton = (): Html => html`<button class="skip" tabindex="-1" aria-hidden="true"></button>`
