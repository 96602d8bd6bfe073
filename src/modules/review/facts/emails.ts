import type { Page } from '../pages/page.ts'
import type { Found, PageFacts } from './facts.ts'

const ADDRESS =
  /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}][\p{L}\p{N}._%+-]{0,63}@(?:[\p{L}\p{N}-]{1,63}\.){1,6}\p{L}{2,24}(?![\p{L}\p{N}])/giu
/** As it is written to keep robots away: `mottagning (at) granback.example`, `mottagning[snabel-a]granback.example`. */
const SPELLED = /(?<=[\p{L}\p{N}]) ?[([{](?:at|a|snabel-?a|@)[)\]}] ?(?=[\p{L}\p{N}])/giu

/** The e-mail addresses of a page, each once, in small letters: those of its links and those of its text. */
export const emailsOf = ({ url, blocks, links }: Page): PageFacts['emails'] => {
  const found = new Map<string, Found>()
  const take = (address: string, where: Found): void => {
    const small = address.toLowerCase()
    if (!found.has(small)) found.set(small, where)
  }
  for (const { to, says, selector, block } of links) {
    if (!to.toLowerCase().startsWith('mailto:')) continue
    const excerpt = (block === undefined ? undefined : blocks[block]?.text) ?? says
    for (const address of mailed(to)) take(address, { url, excerpt, selector })
  }
  for (const { text, selector } of blocks) {
    if (!text.includes('@') && !/[([{](?:at|a|snabel)/i.test(text)) continue
    for (const [address] of text.replaceAll(SPELLED, '@').matchAll(ADDRESS))
      take(address, { url, excerpt: text, selector })
  }
  return [...found].map(([address, found]) => ({ address, found }))
}

/** The addresses of a `mailto:` link; several are parted by commas, and what is to be written stands after "?". */
const mailed = (to: string): readonly string[] => {
  const [, , addresses = ''] = /^(mailto:)([^?]*)/i.exec(to) ?? []
  return plain(addresses)
    .split(/[,;]/)
    .flatMap((address) => address.trim().match(new RegExp(`^${ADDRESS.source}$`, 'iu'))?.[0] ?? [])
}

const plain = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
