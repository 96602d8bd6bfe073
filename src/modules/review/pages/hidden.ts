/*
 * What is in the page but not in sight until something is pressed. Style sheets are not read: only what the markup
 * itself says, and the names that the usual accordions and tabs give their closed parts.
 */

const STYLE =
  /display\s*:\s*none|visibility\s*:\s*hidden|max-height\s*:\s*0(?:px|rem|em)?\s*(?:;|$)|(?:^|;)\s*height\s*:\s*0(?:px)?\s*(?:;|$)/i

const CLOSED =
  /(?:^|\s)(?:hidden|is-hidden|d-none|hide|collapse|collapsed|sv-hidden|is-collapsed|panel-collapse|tab-pane|(?:[\w-]*[-_])?(?:accordion|expandable|collapsible|collapse|toggle|dropdown|fold-?out|expander|utfallbar|dragspel)[-_]{1,2}(?:content|panel|body|collapse|target|text|innehall))(?:\s|$)/i
const OPENED = /(?:^|\s)(?:open|opened|is-open|show|shown|in|active|is-active|expanded|is-expanded|is-visible)(?:\s|$)/i
const MAY_BE_CLOSED = /hid|none|collaps|accordion|expand|toggle|dropdown|fold|tab-pane|utfall|dragspel/i
/** Small things that are hidden from a screen reader because they say nothing: icons and the like. */
const SMALL = new Set(['span', 'i', 'b', 'em', 'strong', 'img', 'a', 'button', 'svg'])

/** Whether an element's own attributes say that it is closed. */
export const saysHidden = (tag: string, attributes: Readonly<Record<string, string>>): boolean => {
  // `until-found` is hidden as well: a browser shows it when somebody searches in the page.
  if (attributes['hidden'] !== undefined) return true
  if (attributes['aria-hidden'] === 'true' && !SMALL.has(tag)) return true
  const { style, class: names } = attributes
  if (style !== undefined && STYLE.test(style)) return true
  return names !== undefined && MAY_BE_CLOSED.test(names) && CLOSED.test(names) && !OPENED.test(names)
}

/** Whether it is a button or a tab that is not pressed now: what it opens is closed. */
export const isClosedButton = (attributes: Readonly<Record<string, string>>): boolean =>
  attributes['aria-expanded'] === 'false' || (attributes['role'] === 'tab' && attributes['aria-selected'] === 'false')

/** The ids of what a button opens, as it says; none when it says none. */
export const opensIds = (attributes: Readonly<Record<string, string>>): readonly string[] => {
  const said = attributes['aria-controls'] ?? attributes['data-bs-target'] ?? attributes['data-target'] ?? ''
  return said.split(/\s+/).flatMap((id) => (id === '' ? [] : [id.replace(/^#/, '')]))
}
