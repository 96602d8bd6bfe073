import type { Html } from '#kernel/html.ts'
import type { Fault, FormRead } from '#platform/http/form.ts'
import type { Visit } from '#platform/http/staff-routes.ts'
import type { Exit } from '../exits.ts'
import type { Municipality } from '../municipality.ts'
import type { Reference } from '../reference.ts'
import type { DraftContacts, Section } from './draft.ts'

/** What a section's form works with besides what is typed into it. */
export type Around = {
  readonly visit: Pick<Visit, 'say' | 'language' | 'today'>
  readonly place: Municipality
  readonly reference: Pick<Reference, 'municipalities'>
  readonly exits: readonly Exit[]
}

/** What stands in the fields, and what is wrong with it. */
export type Typed = { readonly form: URLSearchParams; readonly faults: readonly Fault[] }

/** One section's form: from what is kept to what stands in the fields, and back. */
export type SectionForm = {
  readonly section: Section
  /** Its address. */
  readonly to: string
  /** Groups of lines, with the fields of a line and what stands in them to begin with. */
  readonly lines: Readonly<Record<string, Readonly<Record<string, string>>>>
  readonly typed: (contents: DraftContacts, around: Around) => URLSearchParams
  /** The contents of this section alone; or what is wrong, field by field. */
  readonly read: (form: URLSearchParams, around: Around) => FormRead<DraftContacts>
  readonly fields: (around: Around, typed: Typed) => Html
}

/** What stands in a field, without blanks around it. */
export const textIn = (form: URLSearchParams, name: string): string => (form.get(name) ?? '').trim()

const LONGEST_LINE = 120

/** One line of text that must be there. */
export const lineFault = (form: URLSearchParams, field: string, missing: string): readonly Fault[] => {
  const text = textIn(form, field)
  if (text === '') return [{ field, says: missing }]
  return text.length > LONGEST_LINE ? [{ field, says: 'page.too-long', values: { most: LONGEST_LINE } }] : []
}
