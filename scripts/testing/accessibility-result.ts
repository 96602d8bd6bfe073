import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { daysBetween, type LocalDate } from '#kernel/dates.ts'
import { readAccessibilityResult, RESULT_FILE, type AccessibilityResult } from '#modules/help-site/accessibility.ts'

/** An older result is replaced although nothing else has changed: the accessibility statement shows its day. */
const OLD_AFTER_DAYS = 30

/**
 * Whether a run says something that the kept result does not: other findings, another version of the tool, more pages,
 * or the same on a later day when what is kept has grown old. A sample that finds nothing does not replace what a run at
 * full size found, and no day is written anew only because a day has passed.
 */
export const saysMore = (found: AccessibilityResult, kept: AccessibilityResult | undefined): boolean =>
  kept === undefined ||
  JSON.stringify(found.findings) !== JSON.stringify(kept.findings) ||
  found.tool !== kept.tool ||
  found.pages > kept.pages ||
  daysBetween(kept.date as LocalDate, found.date as LocalDate) > OLD_AFTER_DAYS

/** Takes a run's result into data/, if it says more than what is kept there. Nothing happens when the run has none. */
export const keepAccessibilityResult = (from: string, root: string): void => {
  if (!existsSync(from)) return
  const found = readAccessibilityResult(from)
  const file = join(root, RESULT_FILE)
  if (found === undefined || !saysMore(found, readAccessibilityResult(file))) return
  writeFileSync(file, `${JSON.stringify(found, undefined, 2)}\n`)
}
