import type { Sight } from './sight.ts'

export type ConsentFound = {
  readonly element: Element
  readonly says: string
  readonly accept: string | undefined
  readonly reject: string | undefined
}

/** Finds the box that asks about cookies, when one is shown. Runs inside the page. */
export const findConsent = (see: Sight): ConsentFound | undefined => {
  /** The boxes that most sites buy; others are known by where they lie and what they say. */
  const KNOWN = [
    '#CybotCookiebotDialog',
    '#onetrust-banner-sdk',
    '#coi-banner-wrapper',
    '#coiOverlay',
    '#cookiescript_injected',
    '#usercentrics-root',
    '#didomi-host',
    '#cmplz-cookiebanner-container',
    '#cookie-law-info-bar',
    '#cookie-notice',
    '#cookiebanner',
    '#cookie-banner',
    '#cookie-consent',
    '.cc-window',
    '.cc-banner',
    '.cookie-consent',
    '.cookie-banner',
    '.cookiebanner',
    '.env-cookie-consent',
    '.sv-cookie-consent-banner',
    '#cm > #cm-ov, #cc-main',
  ].join(',')
  const NAMED = /cookie|consent|kakor|gdpr/i
  const ABOUT = /cookie|\bkak(?:a|an|or|orna)\b|samtyck/i
  const ACCEPT =
    /godkänn|acceptera|tillåt|jag förstår|samtyck|\bok(?:ej|ay)?\b|accept|allow|agree|got it|stäng och fortsätt/i
  const REJECT =
    /neka|avböj|avvisa|avstå|endast|bara|inte|inga|utan|nödvändiga kakor|godkänn nödvändiga|acceptera nödvändiga|reject|decline|deny|refuse|only|necessary/i
  const SETTINGS =
    /inställning|anpassa|mer information|läs mer|hantera|settings|customi[sz]e|manage|om kakor|om cookies/i
  const LONGEST = 3000

  const textOf = (element: Element): string =>
    element.shadowRoot === null
      ? see.says(element)
      : see.oneLine([...element.shadowRoot.children].map((child) => see.says(child)).join(' '))

  const buttonsIn = (element: Element): readonly Element[] =>
    see.pressable(see.everyElement().filter((inner) => see.holds(element, inner)))

  const liesOver = (element: Element): boolean => /fixed|sticky/.test(getComputedStyle(element).position)

  const looksLike = (element: Element): boolean => {
    const dialog = /dialog/.test(element.getAttribute('role') ?? '') || element.localName === 'dialog'
    const name = `${element.id} ${element.getAttribute('class') ?? ''} ${element.getAttribute('aria-label') ?? ''}`
    if (!dialog && !NAMED.test(name) && !liesOver(element)) return false
    const text = textOf(element)
    return text.length < LONGEST && ABOUT.test(text)
  }

  const candidates = see
    .everyElement()
    .filter(
      (element) =>
        !/^(?:html|body|main|script|style|a|button|p|li|h\d|input|label)$/.test(element.localName) &&
        (element.matches(KNOWN) || looksLike(element)) &&
        (see.shown(element) || (element.shadowRoot !== null && element.shadowRoot.childElementCount > 0)),
    )
  for (const element of candidates) {
    const buttons = buttonsIn(element)
      .map((button) => see.says(button))
      .filter((text) => text !== '' && text.length < 80)
    const ways = buttons.filter((text) => !SETTINGS.test(text))
    const reject = ways.find((text) => REJECT.test(text))
    const accept = ways.find((text) => ACCEPT.test(text) && !REJECT.test(text))
    // A page about cookies has no way to accept them; what has neither asks for nothing.
    if (accept !== undefined || reject !== undefined)
      return { element, says: textOf(element).slice(0, 300), accept, reject }
  }
  return undefined
}
