import type { Form } from './page.ts'

type Attributes = Readonly<Record<string, string>>
export type FieldSeen = {
  readonly name: string
  readonly type: string
  readonly id: string | undefined
  readonly label: string
}
/** A label of the page: what it is for, and what it says. */
export type LabelSeen = { readonly of: string | undefined; text: string; readonly fields: FieldSeen[] }

const NOT_FIELDS = new Set(['submit', 'button', 'image', 'reset'])

/** The field that an element is; nothing for a button. */
export const fieldOf = (tag: string, attributes: Attributes): FieldSeen | undefined => {
  const type = tag === 'input' ? (attributes['type'] ?? 'text').toLowerCase() : tag
  if (NOT_FIELDS.has(type)) return undefined
  return {
    name: attributes['name'] ?? '',
    type,
    id: attributes['id'],
    label: attributes['aria-label'] ?? attributes['title'] ?? attributes['placeholder'] ?? '',
  }
}

/** Each field with what is said of it: its label's text before anything else. */
export const labelled = (fields: readonly FieldSeen[], labels: readonly LabelSeen[]): Form['fields'] => {
  const byId = new Map(labels.map(({ of, text }) => [of, text]))
  return fields.map((field) => {
    const own = field.id === undefined ? undefined : byId.get(field.id)
    const around = labels.find(({ fields }) => fields.includes(field))?.text
    return { name: field.name, type: field.type, label: own ?? around ?? field.label }
  })
}
