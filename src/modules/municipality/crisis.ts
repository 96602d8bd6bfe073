import { z } from 'zod'
import type { Municipality } from './municipality.ts'

/** Whom a notice is for: everybody, a county or one municipality. */
export type CrisisScope =
  | { readonly kind: 'all' }
  | { readonly kind: 'county'; readonly code: string }
  | { readonly kind: 'municipality'; readonly code: string }

/** "How to reach us now" (krismeddelande): it leads every page it is for, from its start to its end. */
export type CrisisNotice = {
  readonly id: number
  readonly scope: CrisisScope
  readonly starts: Date
  readonly ends: Date
  /** Language tag → text; Swedish always. */
  readonly text: Readonly<Record<string, string>>
  readonly setBy: string
}

export const LONGEST_TEXT = 500

/** The texts of a notice, language tag → text. */
export const crisisTextsSchema = z
  .record(
    z.string().regex(/^[a-z]{2,3}(?:-[A-Za-z]{2,8})?$/, { error: 'expected a language tag, such as sv or en' }),
    z
      .string('expected a text')
      .trim()
      .min(1, 'expected a text, found nothing')
      .max(LONGEST_TEXT, `expected a text of at most ${LONGEST_TEXT} characters: it stands before everything else`),
    'expected language tags with a text each, such as sv: "Ring …"',
  )
  .refine((texts) => texts['sv'] !== undefined, { error: 'expected a text in Swedish (sv) among them' })

const isFor = ({ scope }: CrisisNotice, municipality: Municipality | undefined): boolean => {
  switch (scope.kind) {
    case 'all':
      return true
    case 'county':
      return municipality?.countyCode === scope.code
    case 'municipality':
      return municipality?.code === scope.code
  }
}

const NEAREST_FIRST: readonly CrisisScope['kind'][] = ['municipality', 'county', 'all']

/**
 * The notices that lead a municipality's pages now (those of no municipality: undefined), the nearest first: its own,
 * its county's, everybody's, and of the same kind the newest. Empty when there is none.
 */
export const noticesFor = (
  notices: readonly CrisisNotice[],
  municipality: Municipality | undefined,
  now: Date,
): readonly CrisisNotice[] =>
  notices
    .filter((notice) => notice.starts <= now && now < notice.ends && isFor(notice, municipality))
    .toSorted((a, b) => NEAREST_FIRST.indexOf(a.scope.kind) - NEAREST_FIRST.indexOf(b.scope.kind) || b.id - a.id)

/** The next moment after `now` when a notice begins or ends; nothing when none will. */
export const nextCrisisTurn = (notices: readonly CrisisNotice[], now: Date): Date | undefined =>
  notices
    .flatMap(({ starts, ends }) => [starts, ends])
    .filter((turn) => turn > now)
    .toSorted((a, b) => a.getTime() - b.getTime())[0]
