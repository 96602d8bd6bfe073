import type { Capture } from '../crawl/capture.ts'
import type { DocumentText } from '../pages/document-text.ts'
import type { Page } from '../pages/page.ts'
import type { Addresses } from './addresses.ts'
import type { DocumentFacts, Found } from './facts.ts'
import { languageOfText } from './language-of-text.ts'

/** What an excerpt needs of a document: enough to know it again. */
const EXCERPT = 200

const fileName = (url: string): string => {
  const last = new URL(url).pathname.split('/').findLast((part) => part !== '') ?? url
  try {
    return decodeURIComponent(last)
  } catch {
    return last
  }
}

/** The documents that came, with their texts and the links that lead to them. `texts` by the address of the document. */
export const documentsOf = (
  captures: readonly Capture[],
  pages: readonly Page[],
  { key, settle }: Addresses,
  texts: ReadonlyMap<string, DocumentText>,
): readonly DocumentFacts[] => {
  const came = captures.filter(({ purpose, status }) => purpose === 'document' && (status === 200 || status === 304))
  if (came.length === 0) return []
  const wanted = new Map(came.map(({ url }): [string, Found[]] => [key(url), []]))
  for (const page of pages) {
    for (const { to, says, selector } of page.links) {
      wanted.get(key(settle(to)))?.push({ url: page.url, excerpt: says, selector })
    }
  }
  return [...new Map(came.map((capture) => [key(capture.url), capture]))].map(([own, { url, askedAt }]) => {
    const { title, text } = texts.get(url) ?? { title: '', text: '' }
    const linked = wanted.get(own) ?? []
    return {
      url,
      fetchedAt: askedAt,
      title: title === '' ? (linked[0]?.excerpt ?? fileName(url)) : title,
      text,
      linked,
      languages: languagesIn(text, url),
    }
  })
}

const languagesIn = (text: string, url: string): DocumentFacts['languages'] => {
  const tag = languageOfText(text)
  if (tag === undefined) return []
  return [{ tag, characters: text.length, found: { url, excerpt: text.slice(0, EXCERPT), selector: '' } }]
}
