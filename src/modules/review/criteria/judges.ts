import type { Judge } from './criterion.ts'
import { F01 } from './F01.ts'

/** The rule of each criterion, by the id of its data file. */
export const JUDGES: Readonly<Record<string, Judge>> = {
  F01,
}
