/** Until when something is valid, `2026-12-31`, or until somebody says otherwise. */
export type Validity = { readonly until: string } | 'until-further'

const YEARS = /(?<!\d)(20\d\d)\s*(?:[-–—/]|till(?: och med)?|t\.?o\.?m\.?)\s*(20\d\d|\d\d)(?!\d|-\d)/u
const LAST_DAY = /(?:till och med|t\.?\s?o\.?\s?m\.?|giltig till|gäller till)[^\d\n]{0,20}(20\d\d)(?:-(\d\d)-(\d\d))?/iu

/** Years as they may be a plan's: not those of a law (2001:453) and none before this. */
const EARLIEST = 2010

/**
 * The last day that a text says something is valid, from a span of years (2024–2027) or a last day. With `near`, a span
 * counts only in a line that also holds that expression: a text is full of other years. Nothing when it says nothing.
 */
export const validity = (text: string, near: RegExp | undefined): Validity | undefined => {
  for (const line of text.split(/\n|(?<=[.!?])\s+/)) {
    const [, year, month = '12', day = '31'] = LAST_DAY.exec(line) ?? []
    if (year !== undefined) return { until: `${year}-${month}-${day}` }
    if (near !== undefined && !near.test(line)) continue
    const [, first = '', last = ''] = YEARS.exec(line) ?? []
    const until = last.length === 2 ? `20${last}` : last
    if (Number(first) >= EARLIEST && until > first) return { until: `${until}-12-31` }
  }
  return undefined
}
