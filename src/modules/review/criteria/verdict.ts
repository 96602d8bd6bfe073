/** Where a verdict stands on the page: what a person needs to see it with her own eyes. */
export type Evidence = {
  readonly url: string
  readonly fetchedAt: string
  /** At most 300 characters, as they stand on the page. */
  readonly excerpt: string | undefined
  readonly selector: string | undefined
  /** A file beside the archive. */
  readonly screenshot: string | undefined
}

export const VERDICT_KINDS = ['met', 'partly', 'not-met', 'not-applicable', 'cannot-tell'] as const
export type VerdictKind = (typeof VERDICT_KINDS)[number]

/**
 * What a criterion says of a site (bedömning). `reason` is one of the criterion's own reasons, a sentence in its data
 * file with `values` put in; `points` is 1, 0.5 (or another share the criterion names) or 0, and nothing where there is
 * nothing to give points for.
 */
export type Verdict = {
  readonly kind: VerdictKind
  readonly reason: string
  readonly values: Readonly<Record<string, string | number>>
  readonly points: number | undefined
  readonly evidence: readonly Evidence[]
}

/** What a kind is worth where a criterion says nothing else; nothing where there is nothing to give points for. */
export const POINTS: Readonly<Record<VerdictKind, number | undefined>> = {
  met: 1,
  partly: 0.5,
  'not-met': 0,
  'not-applicable': undefined,
  'cannot-tell': undefined,
}
