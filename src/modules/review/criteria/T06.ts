import type { Judge } from './criterion.ts'
import { cannotTell, met, notMet, partly } from './judging.ts'
import { onScreen } from './shown-pages.ts'

const FEW = 3

/** Accessible by machine check (maskinellt tillgänglig): kinds of serious faults, over all pages that were shown. */
export const T06: Judge = (site) => {
  const { browser: shown = [] } = site
  const [first] = shown
  if (first === undefined) return cannotTell('not-shown')
  const faults = shown.flatMap((page) =>
    page.axe
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ rule, places, selector }) => ({ rule, found: onScreen(page, `${rule} (${places})`, selector) })),
  )
  const rules = [...new Set(faults.map(({ rule }) => rule))]
  const found = rules.flatMap((rule) => faults.find((fault) => fault.rule === rule)?.found ?? []).slice(0, 5)
  if (rules.length === 0) return met('none', [onScreen(first, undefined)])
  const values = { count: rules.length }
  return rules.length <= FEW ? partly('few', found, values) : notMet('many', found, values)
}
