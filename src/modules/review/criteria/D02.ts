import { met, notMet, partly } from './judging.ts'
import { validity, type Validity } from './validity.ts'
import type { Judge } from './criterion.ts'
import type { SiteFacts } from '../facts/facts.ts'
import type { Evidence } from './verdict.ts'
import type { Words } from './words.ts'

type Plan = { readonly names: readonly string[]; readonly text: string; readonly evidence: Evidence }

/** So much of a plan's beginning tells when it is valid: the rest is full of other years. */
const BEGINNING = 3000

/** The documents and pages that are plans against violence, by their own names or by what is linked to them. */
const plans = (site: SiteFacts, words: Words): readonly Plan[] => {
  const isPlan = (name: string): boolean =>
    words('plan').test(name) && words('violence').test(name) && !words('other-violence').test(name)
  const documents = site.documents.flatMap(({ title, linked, text, url, fetchedAt }): readonly Plan[] => {
    const names = [title, ...linked.map(({ excerpt }) => excerpt)]
    const name = names.find(isPlan)
    if (name === undefined) return []
    return [{ names, text, evidence: { url, fetchedAt, excerpt: name, selector: undefined, screenshot: undefined } }]
  })
  const pages = site.pages.flatMap(({ kind, page, fetchedAt }): readonly Plan[] => {
    if (kind !== 'plan' || !isPlan(page.title)) return []
    const text = page.blocks.flatMap(({ region, text }) => (region === 'main' ? [text] : [])).join('\n')
    const found = { url: page.url, fetchedAt, excerpt: page.title, selector: undefined, screenshot: undefined }
    return [{ names: [page.title], text, evidence: found }]
  })
  return [...documents, ...pages]
}

/** When a plan is valid: by its name first, then by what its beginning says. */
const whenValid = ({ names, text }: Plan, words: Words): Validity | undefined => {
  for (const name of names) {
    const said = validity(name, undefined)
    if (said !== undefined) return said
  }
  const beginning = text.slice(0, BEGINNING)
  return words('until-further').test(beginning) ? 'until-further' : validity(beginning, words('valid'))
}

/** Action plan published and valid (giltig handlingsplan). */
export const D02: Judge = (site, words) => {
  const found = plans(site, words).map((plan) => ({ plan, valid: whenValid(plan, words) }))
  const shown = (one: (typeof found)[number]): readonly Evidence[] => [one.plan.evidence]
  const open = found.find(({ valid }) => valid === 'until-further')
  const dated = found
    .flatMap((one) =>
      one.valid === undefined || one.valid === 'until-further' ? [] : [{ ...one, until: one.valid.until }],
    )
    .toSorted((a, b) => b.until.localeCompare(a.until))
  const [last] = dated
  if (last !== undefined && last.until >= site.on) return met('valid', shown(last), { until: last.until })
  if (open !== undefined) return met('until-further', shown(open))
  if (last !== undefined) return notMet('expired', shown(last), { until: last.until })
  const [unsaid] = found
  return unsaid === undefined ? notMet('none') : partly('no-period', shown(unsaid))
}
