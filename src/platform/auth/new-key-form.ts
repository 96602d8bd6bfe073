import type { Html } from '#kernel/html.ts'
import type { Queryable } from '../db/index.ts'
import { textField, type Fault } from '../http/form.ts'
import type { Visit } from '../http/staff-routes.ts'
import { passkeyForm } from './passkey-form.ts'
import { addOptions, type NewKeyFor } from './passkey.ts'

export type NewKey = {
  readonly action: string
  readonly whose: NewKeyFor
  /** Those she has, which are not made twice. */
  readonly known?: readonly { readonly id: string }[]
  readonly faults: readonly Fault[]
}

/** The form in which somebody names a new passkey and makes it; the device's name stands in it to begin with. */
export const newKeyForm = async (
  db: Queryable,
  visit: Visit,
  { action, whose, known = [], faults }: NewKey,
): Promise<Html> => {
  const { say, origin, now } = visit
  const field = {
    name: 'name',
    label: say('passkey.name'),
    hint: say('passkey.name-hint'),
    value: visit.form.get('name') ?? visit.device,
  }
  return passkeyForm(visit, {
    action,
    options: await addOptions(db, origin, whose, known, now),
    does: 'add',
    button: say('passkey.make'),
    fields: textField({ say, faults }, field),
  })
}

const LONGEST_NAME = 60

/** What the new passkey is to be called; empty when nothing was typed. */
export const keyNameIn = ({ form }: Pick<Visit, 'form'>): string =>
  (form.get('name') ?? '').trim().slice(0, LONGEST_NAME)
