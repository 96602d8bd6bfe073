import { aroundNumber, numbersOn, shownNumber, type NumberOn } from './contact.ts'
import { forTheExposed } from './groups.ts'
import { evidence, met, notMet, partly } from './judging.ts'
import type { Judge } from './criterion.ts'
import type { Evidence } from './verdict.ts'

const CLOCK =
  /(?<!\d)(?:[01]?\d|2[0-3])(?:[.:][0-5]\d)? ?(?:[-–]|till|och|to) ?(?:kl(?:ockan|\.)? ?)?(?:[01]?\d|2[0-4])(?:[.:][0-5]\d)?(?![\d-])|dygnet runt/i

/** Telephone hours (telefontider): days and times beside the direct number; the switchboard's where there is none. */
export const K03: Judge = (site, words) => {
  const pages = forTheExposed(site)
  const direct = numbersOn(pages, 'reception')
  const numbers = direct.length > 0 ? direct : numbersOn(pages, 'switchboard')
  const [first] = numbers
  if (first === undefined) return notMet('no-number')
  const told = numbers.find(({ number }) => number.hours !== undefined)
  if (told !== undefined) return met('told', [said(told, CLOCK) ?? shownNumber(told)])
  const unclear = numbers.map((on) => said(on, CLOCK)).find((shown) => shown !== undefined)
  if (unclear !== undefined) return partly('not-clear', [unclear])
  const vague = numbers.map((on) => said(on, words('vague'))).find((shown) => shown !== undefined)
  return vague === undefined ? notMet('none', [shownNumber(first)]) : partly('vague', [vague])
}

const said = (on: NumberOn, pattern: RegExp): Evidence | undefined => {
  const block = aroundNumber(on).find(({ text }) => pattern.test(text.replace(on.number.asWritten, '')))
  return block === undefined ? undefined : evidence(on.page, { excerpt: block.text, selector: block.selector })
}
