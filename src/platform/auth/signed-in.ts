import type { Acting } from './organisation.ts'

/** Who is signed in, and for which organisation, as a page may show it. */
export type SignedIn = {
  readonly acting: Acting
  readonly person: string
  readonly organisation: string
  readonly session: string
  /** There are other organisations that she may go over to. */
  readonly several?: true
}
