import type { SiteFacts, VisitedPage } from '../facts/facts.ts'
import { ownForms, ownLinks } from './contact.ts'
import { forTheExposed } from './groups.ts'
import { evidence, met, notMet, partly, seekOn } from './judging.ts'
import type { Judge } from './criterion.ts'

/** Safe call-back (säker återkoppling): a form that asks when and how one may be answered. No form is ever sent. */
export const K11: Judge = (site, words) => {
  const pages = forTheExposed(site)
  const forms = [...pages, ...linkedFrom(site, pages)].flatMap((page) =>
    ownForms(page).map(({ fields, selector }) => ({
      says: fields.map(({ label }) => label).join('\n'),
      shown: evidence(page, { excerpt: fields.map(({ label }) => label).join(', '), selector }),
    })),
  )
  const safe = forms.find(({ says }) => words('safe').test(says))
  if (safe !== undefined) return met('asks', [safe.shown])
  const told = seekOn(pages, words('told'))
  if (told !== undefined) return partly('told', [told])
  const [form] = forms
  return form === undefined ? notMet('none') : notMet('does-not-ask', [form.shown])
}

/** Pages that a help page's own text leads to: a form often has one of its own. */
const linkedFrom = (site: SiteFacts, pages: readonly VisitedPage[]): readonly VisitedPage[] => {
  const addresses = new Set(pages.flatMap((page) => ownLinks(page).map(({ to }) => to)))
  return site.pages.filter(
    (page) => addresses.has(page.page.url) && !pages.includes(page) && page.kind !== 'report-concern',
  )
}
