/** Why an address gave no answer. A closed list: what may be tried again is a set of these, not a question in the code. */
export const FETCH_FAILURES = [
  'unknown-host',
  'private-address',
  'connection-refused',
  'connection-reset',
  'certificate',
  'timeout',
  'too-many-redirects',
  'bad-redirect',
  'headers-too-large',
  'bad-encoding',
  'protocol',
] as const
export type FetchFailure = (typeof FETCH_FAILURES)[number]

/** What an address was asked for. A `browser` request is one that a page made while the browser showed it. */
export const PURPOSES = ['page', 'document', 'robots', 'sitemap', 'search', 'probe', 'browser'] as const
export type Purpose = (typeof PURPOSES)[number]

/** One request and what came of it, as it is archived. The archive of a visit is its captures in order, and nothing else. */
export type Capture = {
  /** The address that was asked, without its fragment. A redirect is a capture of its own; where it led is another. */
  readonly url: string
  /** When it was asked, in UTC: `2026-11-25T04:20:31.125Z`. */
  readonly askedAt: string
  readonly purpose: Purpose
  readonly method: 'GET' | 'HEAD'
  /** The answer's status; 0 when there was none, and then `failure` says why. 304: as it was in the run before. */
  readonly status: number
  /** By their names in small letters; several of one name are joined by ", ", cookies by a line break. */
  readonly headers: Readonly<Record<string, string>>
  /** What came, unpacked; empty for a failure, a redirect and HEAD. */
  readonly body: Uint8Array
  /** Why the body is not whole. */
  readonly cut?: 'too-large' | 'too-slow'
  readonly failure?: FetchFailure
}
