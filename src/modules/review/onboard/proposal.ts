import { z } from 'zod'
import { VISIT_ENDS, type VisitEnd } from '../crawl/visit.ts'

const found = z.strictObject({
  url: z.string(),
  fetchedAt: z.string(),
  excerpt: z.string(),
  selector: z.string(),
})

const number = { e164: z.string(), label: z.string(), hours: z.string().optional(), found }

/**
 * A line of the help page as the municipality's own site has it, beside where it stands there. It is a proposal
 * (förslag): nothing of it is shown to anybody before a person has said that it is right.
 */
const lineSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('reception'), ...number }),
  z.strictObject({ kind: z.literal('on-call'), ...number }),
  z.strictObject({ kind: z.literal('via-112'), found }),
  z.strictObject({ kind: z.literal('shelter'), e164: z.string(), label: z.string(), found }),
  z.strictObject({
    kind: z.literal('link'),
    link: z.enum(['page', 'form', 'eservice', 'chat']),
    url: z.string(),
    found,
  }),
])

export type ProposedLine = z.infer<typeof lineSchema>

export const linesSchema = z.array(lineSchema)
export const endSchema = z.enum(VISIT_ENDS)

/** One reading of a municipality's own site, from when it was asked for. */
export type Proposal = {
  readonly id: number
  /** The origin it is read on. */
  readonly site: string
  readonly askedBy: string
  readonly askedAt: Date
  /** Nothing while the site is being read. */
  readonly ended: { readonly end: VisitEnd; readonly about: string | undefined; readonly at: Date } | undefined
  /** None while it is being read, and when nothing was found. */
  readonly lines: readonly ProposedLine[]
  readonly confirmed: { readonly by: string; readonly at: Date } | undefined
}
