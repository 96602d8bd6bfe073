import { stringify } from 'yaml'
import { FileProblems } from '#kernel/document.ts'
import { readContacts, type Contacts, type ContactsRules } from '../local-help.ts'

/**
 * The contacts file of what is published on a page, as the operator's "municipality get" hands it out and "municipality
 * set" takes it in. Throws FileProblems where what somebody wrote would not be taken in: nothing is published then.
 */
export const fileOf = (help: Contacts, rules: ContactsRules): string => {
  const text = stringify(help, { lineWidth: 0, aliasDuplicateObjects: false })
  const read = readContacts(text, 'contacts.yaml', rules)
  if (!read.ok) throw new FileProblems(read.problems)
  return text
}
