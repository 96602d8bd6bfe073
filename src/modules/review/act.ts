import type { VerdictKind } from './criteria/verdict.ts'

/** Longest reason that is taken; the database holds to the same. */
export const LONGEST_REASON = 2000

/** Who has said something of a review, when, and for which organisation. */
type Said = {
  readonly id: number
  readonly at: Date
  /** A person's name; nothing on what everybody may see. */
  readonly by: string
  /** The organisation she said it for, as it was called then. */
  readonly organisation: string
  /** Said for the organisation that now acts: it alone may take it back. */
  readonly own: boolean
}

/**
 * What somebody has said of a review (handling), a line that stays. `looked`: the municipality has read it. `contested`:
 * the municipality says that a verdict is wrong. `confirmed`: a proposed verdict is right. `kept` and `overruled`: the
 * agency's answer to an objection; `overruled` also without one. `withdrawn`: an earlier line no longer counts.
 */
export type Act = Said &
  (
    | { readonly kind: 'looked' }
    | { readonly kind: 'confirmed'; readonly criterion: string; readonly reason: string | undefined }
    | { readonly kind: 'contested'; readonly criterion: string; readonly reason: string }
    | { readonly kind: 'kept'; readonly criterion: string; readonly answers: number; readonly reason: string }
    | {
        readonly kind: 'overruled'
        readonly criterion: string
        readonly answers: number | undefined
        readonly verdict: VerdictKind
        readonly reason: string
      }
    | { readonly kind: 'withdrawn'; readonly answers: number }
  )

export type ActOf<Kind extends Act['kind']> = Extract<Act, { kind: Kind }>

/** Those that count: without what was taken back, and without the taking back. In the order they were said. */
export const inForce = (acts: readonly Act[]): readonly Act[] => {
  const withdrawn = new Set(acts.flatMap((act) => (act.kind === 'withdrawn' ? [act.answers] : [])))
  return acts.filter(({ id, kind }) => kind !== 'withdrawn' && !withdrawn.has(id))
}

/** Whether somebody has answered it, so that whoever said it can no longer take it back unseen. */
export const isAnswered = (known: readonly Act[], { id }: Act): boolean =>
  known.some((act) => 'answers' in act && act.answers === id)
