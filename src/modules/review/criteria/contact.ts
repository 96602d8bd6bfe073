import type { NumberRole, PhoneNumber, SiteFacts, VisitedPage } from '../facts/facts.ts'
import type { Block, Form, Link } from '../pages/page.ts'
import { forTheExposed } from './groups.ts'
import { evidence } from './judging.ts'
import type { Evidence } from './verdict.ts'

/** What the criteria of contact share: the numbers, forms and addresses that are a help page's own. */

/** The pages for those who are exposed, the one with the fewest clicks to it first. */
export const byNearness = (site: SiteFacts): readonly VisitedPage[] =>
  forTheExposed(site).toSorted((a, b) => (a.clicks ?? Infinity) - (b.clicks ?? Infinity))

export type NumberOn = { readonly page: VisitedPage; readonly number: PhoneNumber }

/** The numbers with a role that stand in the pages' own text: those of header and footer are the whole site's. */
export const numbersOn = (pages: readonly VisitedPage[], role: NumberRole): readonly NumberOn[] =>
  pages.flatMap((page) =>
    page.numbers.filter((number) => number.role === role && !number.ofTheSite).map((number) => ({ page, number })),
  )

/** A number of the page by what is dialled, wherever on the page it stands. */
export const numberIn = (page: VisitedPage, e164: string): NumberOn | undefined => {
  const number = page.numbers.find((one) => one.e164 === e164)
  return number === undefined ? undefined : { page, number }
}

export const shownNumber = ({ page, number }: NumberOn): Evidence => evidence(page, number.found)

/** The place in the page's blocks where a number stands; −1 for one that only a link without text has. */
export const placeOfNumber = ({ page, number }: NumberOn): number =>
  page.page.blocks.findIndex(
    ({ selector, text }) => selector === number.found.selector && text === number.found.excerpt,
  )

/** What is said of a number in so many blocks after it belongs to it, as far as no heading comes between. */
const BLOCKS_AFTER = 4

/** The block of a number, the cells of its row, and what stands right after it. */
export const aroundNumber = (on: NumberOn): readonly Block[] => {
  const { blocks } = on.page.page
  const place = placeOfNumber(on)
  const own = blocks[place]
  if (own === undefined) return []
  const after = blocks.slice(place + 1, place + 1 + BLOCKS_AFTER)
  const heading = after.findIndex(({ kind, region }) => kind === 'heading' || region !== own.region)
  const row = own.row === undefined ? [] : blocks.filter((block) => block.row === own.row && block !== own)
  return [own, ...row, ...(heading < 0 ? after : after.slice(0, heading))]
}

const isOwn = ({ region }: Pick<Link, 'region'>): boolean => region === 'main' || region === 'aside'

/** The links of a page's text and of what stands beside it. */
export const ownLinks = ({ page }: VisitedPage): readonly Link[] => page.links.filter(isOwn)

/** The forms in which something can be written, on the page itself: a search is none. */
export const ownForms = ({ page }: VisitedPage): readonly Form[] =>
  page.forms.filter(
    (form) => isOwn(form) && form.fields.some(({ type }) => type === 'textarea' || type === 'email' || type === 'tel'),
  )

const hostOf = (address: string): string => URL.parse(address)?.hostname ?? ''
const domainOf = (host: string): string => host.split('.').slice(-2).join('.')

/** Whether an address is the municipality's: its site, or another host of the same domain, as e-services have. */
export const isMunicipal = (site: SiteFacts, address: string): boolean =>
  domainOf(hostOf(address)) === domainOf(hostOf(site.visit.site))
