import type { Page } from './page.ts'
import { readPage } from './read-page.ts'

/** A text without markup as a page: each of its lines a paragraph of the main text. */
export const readText = (text: string, url: string): Page => {
  const lines = text.split('\n').map((line) => `<p>${line.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</p>`)
  return readPage(`<main>${lines.join('')}</main>`, url)
}
