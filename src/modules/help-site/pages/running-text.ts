import { html, NOTHING, raw, type Html } from '#kernel/html.ts'
import { blocksOf } from '../text/page-text.ts'

/**
 * What stands for a placeholder such as `{tel:bris}` or `{operator.body}`: its HTML, or nothing when it is
 * hidden now; then the whole paragraph or list item is left out, for a sentence without its number helps nobody.
 */
export type Fill = (placeholder: string) => Html | undefined

const PLACEHOLDER = /(\{[^{}\s]+\})/
const FENCE = /```\n([\s\S]*?)\n```/

/** Renders paragraphs and lists, filling the placeholders; fenced code (web editors' page only) as it stands. */
export const runningText = (text: string, fill: Fill): Html => {
  const [before, code, after] = splitFence(text)
  const own = html`${blocksOf(before).map((block) => (block.kind === 'list' ? list(block.items, fill) : paragraph(block.text, fill)))}`
  return code === undefined ? own : html`${own}<pre dir="ltr"><code>${code}</code></pre>${runningText(after, fill)}`
}

const splitFence = (text: string): readonly [string, string | undefined, string] => {
  const found = FENCE.exec(text)
  if (found === null) return [text, undefined, '']
  return [text.slice(0, found.index), found[1] ?? '', text.slice(found.index + found[0].length)]
}

const paragraph = (text: string, fill: Fill): Html => {
  const filled = filledIn(text, fill)
  return filled === undefined ? NOTHING : html`<p>${filled}</p>`
}

const list = (items: readonly string[], fill: Fill): Html => {
  const shown = items.map((item) => filledIn(item, fill)).filter((item) => item !== undefined)
  return shown.length === 0 ? NOTHING : html`<ul>${shown.map((item) => html`<li>${item}</li>`)}</ul>`
}

const filledIn = (text: string, fill: Fill): Html | undefined => {
  const parts: Html[] = []
  for (const part of text.split(PLACEHOLDER)) {
    if (!PLACEHOLDER.test(part)) parts.push(html`${part}`)
    else {
      const filled = fill(part.slice(1, -1))
      if (filled === undefined) return undefined
      parts.push(filled)
    }
  }
  return raw(parts.map(String).join(''))
}
