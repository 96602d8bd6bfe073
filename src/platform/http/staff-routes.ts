import type { LocalDate } from '#kernel/dates.ts'
import type { Html } from '#kernel/html.ts'
import type { SignedIn } from '../auth/signed-in.ts'
import type { Needs, Open, Route } from './routes.ts'
import type { StaffLanguage, Words } from './words.ts'

/** One request as a handler sees it: parsed, and with nothing of the connection but what throttling needs. */
export type Visit = {
  readonly now: Date
  readonly today: LocalDate
  readonly path: string
  readonly params: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  /** Empty unless something was sent. */
  readonly form: URLSearchParams
  readonly language: StaffLanguage
  readonly say: Words
  /** The address asked from: counted against in memory, never written down. */
  readonly from: string
  /** Which browser on which system, for the list of sessions: "Firefox, Linux". */
  readonly device: string
  /** What the browser remembers of a sign-in that went to another place; nothing when none did. */
  readonly attempt: string | undefined
  /** Scheme, host and port of the staff side. */
  readonly origin: string
}

export type Page = {
  readonly title: string
  readonly main: Html
  /** Which of the frame's ways is here, by its address. */
  readonly here?: string
  /** A script of ours that the page needs; only where a passkey is pressed. */
  readonly script?: 'passkey'
}

/** What a handler answers with; the server makes headers, frame and cookies of it. */
export type Answer =
  | {
      readonly kind: 'page'
      readonly page: Page
      readonly status?: 200 | 401 | 403 | 404 | 409 | 410 | 422 | 429 | 502
    }
  /**
   * 303. `session` is the token of a session that begins; `ended` that none goes on. `attempt` is what the browser is to
   * remember while somebody is at her organisation's own sign-in; `ended` that she is back.
   */
  | {
      readonly kind: 'go'
      readonly to: string
      readonly session?: { readonly token: string } | 'ended'
      readonly attempt?: { readonly remembered: string } | 'ended'
    }
  /** A page that brings its own frame and style, and the policy that names them: how a public page will look. */
  | { readonly kind: 'whole'; readonly body: string; readonly policy: string }
  | { readonly kind: 'file'; readonly name: string; readonly type: string; readonly body: Buffer | string }
  /** What a page needs and never changes under its address. */
  | { readonly kind: 'asset'; readonly type: string; readonly body: string }
  | { readonly kind: 'probe'; readonly ok: boolean }
  /** There is nothing here, or nothing that this person may know of: the same page either way. */
  | { readonly kind: 'gone' }

export type OpenHandler = (visit: Visit, who: SignedIn | undefined) => Promise<Answer>
export type SignedInHandler = (visit: Visit, who: SignedIn) => Promise<Answer>

type OpenRoute = Route & { readonly access: Open; readonly handle: OpenHandler }
type NeedsRoute = Route & { readonly access: Needs; readonly handle: SignedInHandler }
export type StaffRoute = OpenRoute | NeedsRoute

export const isOpen = (route: StaffRoute): route is OpenRoute => route.access.kind === 'open'

type Add = {
  (path: string, access: Open, handle: OpenHandler): StaffRoute
  (path: string, access: Needs, handle: SignedInHandler): StaffRoute
}

const adding = (method: Route['method']): Add =>
  ((path: string, access: Open | Needs, handle: OpenHandler) => ({ method, path, access, handle })) as Add

/** A route and who may come in: `get('/people', needs('people.see'), showPeople)`. There is no way to leave that out. */
export const get = adding('GET')
export const post = adding('POST')

/** The answer with a page. */
export const page = (shown: Page, status: Extract<Answer, { kind: 'page' }>['status'] = 200): Answer => ({
  kind: 'page',
  page: shown,
  status,
})

/** The answer that leads on after a form was taken (303), so that loading again sends nothing twice. */
export const go = (to: string): Answer => ({ kind: 'go', to })
