import { evidence, helpPages, mainBlocks, met, notMet, partly } from './judging.ts'
import { mainLinks } from './groups.ts'
import type { Judge } from './criterion.ts'
import type { VisitedPage } from '../facts/facts.ts'
import type { Evidence } from './verdict.ts'

const FILM = /\.(?:mp4|webm|m3u8|mov)(?:[?#]|$)|youtu\.?be|vimeo|solidtango|qbrick|screen9|streamio|vgregion.*play/i

/** A film on the page, where the page says that it is signed: by the film's own name, or in the text around it. */
const film = (page: VisitedPage, signed: RegExp): Evidence | undefined => {
  const films = page.page.media.filter(
    ({ kind, from, region }) => region === 'main' && (kind === 'video' || (kind === 'frame' && FILM.test(from))),
  )
  const named = films.find(({ says }) => signed.test(says))
  if (named !== undefined) return evidence(page, { excerpt: named.says, selector: named.selector })
  const link = mainLinks(page.page).find(({ says, to }) => signed.test(says) && FILM.test(to))
  if (link !== undefined) return evidence(page, { excerpt: link.says, selector: link.selector })
  const text = mainBlocks(page.page).find(
    ({ text }) => signed.test(text) && /film|video|se\b.*\bpå\b|titta/iu.test(text),
  )
  if (films.length === 0 || text === undefined) return undefined
  return evidence(page, { excerpt: text.text, selector: text.selector })
}

/** Sign language (teckenspråk). */
export const T04: Judge = (site, words) => {
  const pages = helpPages(site)
  const signed = words('signed')
  const films = pages.flatMap((page) => film(page, signed) ?? [])
  if (films.length > 0) return met('film', films.slice(0, 1))
  for (const page of pages) {
    const link = mainLinks(page.page).find(({ says }) => signed.test(says))
    if (link !== undefined) return partly('link', [evidence(page, { excerpt: link.says, selector: link.selector })])
  }
  return notMet('none')
}
