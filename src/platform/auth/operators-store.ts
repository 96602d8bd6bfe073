import type { Queryable } from '../db/index.ts'
import { isStaffLanguage, type StaffLanguage } from '../http/words.ts'

export type Operator = { readonly email: string; readonly language: StaffLanguage }

/** Whoever runs the installation, in the language each used last. For a job alone: while somebody acts there are none. */
export const readOperators = async (tx: Queryable): Promise<readonly Operator[]> => {
  const rows = await tx.query<{ email: string; language: string }>('SELECT email, language FROM platform_operators()')
  return rows.map(({ email, language }) => ({ email, language: isStaffLanguage(language) ? language : 'sv' }))
}
