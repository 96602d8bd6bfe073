import type { ProposedLine } from './proposal.ts'

/** What of a help page is compared with the municipality's own site. */
export type ConfirmedNumbers = { readonly reception: readonly string[]; readonly onCall: readonly string[] }

export type Difference =
  /** The site has a number for it that the help page does not have. */
  | {
      readonly kind: 'on-the-site-alone'
      readonly for: 'reception' | 'on-call'
      readonly e164: string
      readonly found: ProposedLine['found']
    }
  /** The help page has a number for it; the site has others, and not this one. */
  | { readonly kind: 'on-the-page-alone'; readonly for: 'reception' | 'on-call'; readonly e164: string }

/**
 * Where the confirmed numbers of a help page and the municipality's own site say different things. Nothing for a purpose
 * that the site has no number for: what it does not say contradicts nothing.
 */
export const differences = (confirmed: ConfirmedNumbers, lines: readonly ProposedLine[]): readonly Difference[] =>
  (['reception', 'on-call'] as const).flatMap((purpose): readonly Difference[] => {
    const here = purpose === 'reception' ? confirmed.reception : confirmed.onCall
    const there = lines.flatMap((line) => (line.kind === purpose ? [line] : []))
    if (there.length === 0) return []
    return [
      ...there
        .filter(({ e164 }) => !here.includes(e164))
        .map(({ e164, found }) => ({ kind: 'on-the-site-alone' as const, for: purpose, e164, found })),
      ...here
        .filter((e164) => !there.some((line) => line.e164 === e164))
        .map((e164) => ({ kind: 'on-the-page-alone' as const, for: purpose, e164 })),
    ]
  })
