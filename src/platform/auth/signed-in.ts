import type { Acting } from './organisation.ts'

/** Who is signed in, and for which organisation, as a page may show it. */
export type SignedIn = {
  readonly acting: Acting
  readonly person: string
  readonly organisation: string
  readonly session: string
}
