import type { SiteFacts, VisitedPage } from '../facts/facts.ts'
import type { Block, Link } from '../pages/page.ts'
import { isMunicipal, ownForms, ownLinks } from './contact.ts'
import { forTheExposed } from './groups.ts'
import { evidence, met, notMet, partly } from './judging.ts'
import type { Judge } from './criterion.ts'
import type { Words } from './words.ts'

/** Digital contact without e-ID (digital kontakt utan e-legitimation): a form, a chat or an e-service of the municipality's own. */
export const K05: Judge = (site, words) => {
  const pages = forTheExposed(site)
  const form = pages.flatMap((page) => ownForms(page).map((form) => ({ page, form })))[0]
  if (form !== undefined)
    return met('form', [
      evidence(form.page, {
        excerpt: form.form.fields.map(({ label }) => label).join(', '),
        selector: form.form.selector,
      }),
    ])
  const ways = pages.flatMap((page) => waysOf(site, page, words))
  const open = ways.find(({ needs }) => needs === 'nothing')
  if (open !== undefined) return met('open', [open.shown])
  const [first] = ways
  if (first === undefined) return notMet('none')
  const unknown = ways.find(({ needs }) => needs === undefined)
  return unknown === undefined ? notMet('e-id', [first.shown]) : partly('not-said', [unknown.shown])
}

/** A link to a form or a chat, and what the page around it and the one it leads to say that it needs. */
const waysOf = (site: SiteFacts, page: VisitedPage, words: Words) =>
  ownLinks(page)
    .filter(({ to, says }) => words('way').test(says) && !words('not-contact').test(says) && isMunicipal(site, to))
    .map((link) => {
      const target = site.pages.find(({ page: { url } }) => url === link.to && url !== page.page.url)
      const said = [...around(page, link), ...(target === undefined ? [] : target.page.blocks)]
        .map(({ text }) => text)
        .join('\n')
      const needs = words('without').test(said)
        ? 'nothing'
        : words('e-id').test(`${link.says}\n${said}`)
          ? 'e-id'
          : target !== undefined && ownForms(target).length > 0
            ? 'nothing'
            : undefined
      return { needs, shown: evidence(page, { excerpt: `${link.says}: ${link.to}`, selector: link.selector }) }
    })

/** What stands right before and after a link. */
const around = ({ page: { blocks } }: VisitedPage, { block }: Link): readonly Block[] =>
  block === undefined ? [] : blocks.slice(Math.max(0, block - 1), block + 2)
