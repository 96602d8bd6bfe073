import type { Html } from '#kernel/html.ts'
import type { CrisisNotice } from '../crisis.ts'
import type { Contacts } from '../local-help.ts'

/** A public page asked for as it would be. */
export type Asked = {
  /** The municipality whose page it is. */
  readonly code: string
  /** Its address on the public site, such as /s/1497/a. */
  readonly address: string
  /** In the place of what is published; null for nothing at all, left out for what is. */
  readonly contacts?: Contacts | null
  /** Beside the notices that there are. */
  readonly notice?: CrisisNotice
  /** Where its links lead: to the same addresses below another, or nowhere. */
  readonly links: 'still' | { readonly within: string }
  /** What stands above the page. */
  readonly bar: Html
}

/** A whole public page with what stands above it, and the Content-Security-Policy it is to be sent with. */
export type PublicPage = { readonly body: string; readonly policy: string }

/**
 * The public pages as they are made, handed in by src/staff.ts: the room that makes them stands to the right. Nothing
 * for an address that is no page of that municipality's.
 */
export type ShowPage = (asked: Asked, now: Date) => PublicPage | undefined

/** What the staff side is given of the public site: its pages, and the languages that a text can be written in. */
export type PublicPages = {
  readonly show: ShowPage
  /** Scheme, host and port of the public site. */
  readonly origin: string
  readonly languages: readonly { readonly tag: string; readonly name: string }[]
}
