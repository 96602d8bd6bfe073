import { z } from 'zod'
import { written } from '#modules/municipality/index.ts'

/**
 * What a municipality's own board or controller must have decided before a reception answers for it: which services are
 * offered without an individual needs assessment, what need not be documented, when what is written is erased, the data
 * protection impact assessment, and the agreement with whoever processes data for it.
 */
export const DECISIONS = [
  'service-without-assessment',
  'documentation-exceptions',
  'retention',
  'dpia',
  'processor-agreement',
] as const
export type DecisionKind = (typeof DECISIONS)[number]

const LONGEST_NUMBER = 60

const decision = z.strictObject(
  {
    on: written.day,
    diaryNumber: written.line('the diary number (diarienummer)').max(LONGEST_NUMBER),
    /** Who decided: the board, or the person it has given the right to. */
    by: written.line('who decided'),
  },
  'expected a decision: on, diaryNumber and by',
)
export type Decision = z.infer<typeof decision>

/** The decisions of one organisation. What is left out has not been decided yet. */
export const decisionsSchema = z.strictObject(
  {
    'service-without-assessment': decision.optional(),
    'documentation-exceptions': decision.optional(),
    retention: decision.optional(),
    dpia: decision.optional(),
    'processor-agreement': decision.optional(),
  } satisfies Record<DecisionKind, z.ZodType>,
  `expected decisions: ${DECISIONS.join(', ')}; {} for none yet`,
)
export type Decisions = z.infer<typeof decisionsSchema>

/** Which decisions there are, and nothing of what stands in them: all that the public pages need to know. */
export type Decided = { readonly [kind in DecisionKind]?: unknown }

export const decidedSchema: z.ZodType<Decided> = z.partialRecord(z.enum(DECISIONS), z.literal(true))

export const decidedIn = (decisions: Decided): Decided =>
  Object.fromEntries(DECISIONS.filter((kind) => decisions[kind] !== undefined).map((kind) => [kind, true]))

/** What is still to be decided; empty when the reception may answer. */
export const missingIn = (decisions: Decided): readonly DecisionKind[] =>
  DECISIONS.filter((kind) => decisions[kind] === undefined)
