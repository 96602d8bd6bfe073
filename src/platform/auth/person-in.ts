import type { Visit } from '../http/staff-routes.ts'
import type { PersonId } from './organisation.ts'

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** What in an address or a form is an id of ours; nothing for anything else. */
export const idFrom = (given: string | null | undefined): string | undefined =>
  UUID.test(given ?? '') ? (given ?? undefined) : undefined

/** The person whom an address names. */
export const personIn = ({ params }: Pick<Visit, 'params'>): PersonId | undefined =>
  idFrom(params['person']) as PersonId | undefined
