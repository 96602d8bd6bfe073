import { stringify } from 'yaml'
import { readContacts, type Contacts, type ContactsRules } from '../local-help.ts'
import { SECTIONS, type Section } from './draft.ts'

export type FileOf =
  | { readonly ok: true; readonly text: string }
  /** What would not be taken in, though it was when it was written: a place to leave to is on the list no more. */
  | { readonly ok: false; readonly sections: readonly Section[] }

/**
 * The contacts file of what is published on a page, as the operator's "municipality get" hands it out and "municipality
 * set" takes it in.
 */
export const fileOf = (help: Contacts, rules: ContactsRules): FileOf => {
  const text = stringify(help, { lineWidth: 0, aliasDuplicateObjects: false })
  const read = readContacts(text, 'contacts.yaml', rules)
  if (read.ok) return { ok: true, text }
  const fields = new Set(read.problems.map(({ field }) => field.split('.')[0]))
  const sections = SECTIONS.filter((section) => fields.has(section))
  // What no page can put right is no section's: the municipality itself, or the day.
  if (sections.length === 0) throw new Error(`Contacts cannot be published: ${[...fields].join(', ')}.`)
  return { ok: false, sections }
}
