import type { ConsentFound } from './consent.ts'
import type { Sight } from './sight.ts'

/** What a phone shows of the page before it is touched: numbers, 112, size of text, width. Runs inside the page. */
export const readScreen = (see: Sight, screenWidth: number) => {
  /** Two digits after a nought, or `+46`, and then enough of them; a short number of the country's own. No day, no amount. */
  const NUMBER =
    /(?<![\p{L}\d:/.,–-]|\d\s)(?:(?:\+46|0046)[\s-]?(?:\(0\))?[\s-]?[1-9]\d{0,2}|\(?0[1-9]\d{0,2}\)?)(?:\s?[-–/]\s?|\s)?(?:\d[\s-]?){4,8}\d(?![\p{L}\d])|(?<![\p{L}\d.,:/-]|\d\s)(?:112|113\s?13|114\s?14|116\s?\d{3})(?![\p{L}\d:%-]|\s?\d|\s?(?:kr|kronor|kap|§))/giu
  const DATE = /^0\d{5}-?\d{4}$|^0\d{3}-\d{2}-\d{2}$/
  const EMERGENCY = /(?<![\p{L}\d.,:/-]|\d\s)112(?![\p{L}\d:%-]|\s?\d|\s?(?:kr|kronor|kap|§))/u
  const RUNNING = 'p, li, td, dd, blockquote, figcaption'
  const SHORTEST_RUNNING = 20
  const NOT_A_NOTE = 0.1

  const texts = (root: Node, found: Text[] = []): Text[] => {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode())
      if ((node as Text).data.trim() !== '') found.push(node as Text)
    return found
  }
  const rectOf = (node: Text, from = 0, to = node.data.length): DOMRect => {
    const range = document.createRange()
    range.setStart(node, from)
    range.setEnd(node, to)
    return range.getBoundingClientRect()
  }
  const visible = texts(document.body).filter((node) => {
    const { parentElement: parent } = node
    return (
      parent !== null &&
      !/^(?:script|style|noscript|template|textarea|option)$/.test(parent.localName) &&
      parent.checkVisibility({ opacityProperty: true, visibilityProperty: true })
    )
  })
  const digits = (text: string): string => text.replaceAll(/\D/g, '').replace(/^(?:0046|46(?=\d{8,}))0?/, '0')

  const numbers = visible
    .filter(({ data }) => /\d{2}/.test(data))
    .flatMap((node) =>
      [...node.data.matchAll(NUMBER)]
        .filter(([written]) => !DATE.test(written.trim()))
        .map((match) => ({
          node,
          written: match[0].trim(),
          rect: rectOf(node, match.index, match.index + match[0].length),
          linked: node.parentElement?.closest('a[href^="tel:" i]') instanceof Element,
        })),
    )
    .filter(({ rect, written }) => rect.width > 0 && (digits(written).length >= 8 || digits(written).length <= 6))
  const linkedTexts = [...document.querySelectorAll('a[href^="tel:" i]')].map((link) =>
    digits(decodeURI(link.getAttribute('href') ?? '')),
  )
  const linked = new Set([
    ...linkedTexts,
    ...numbers.filter((number) => number.linked).map(({ written }) => digits(written)),
  ])

  const firstOfMain = numbers.find(({ node }) => node.parentElement?.closest('header, footer, nav') === null)
  const first = firstOfMain ?? numbers[0]

  const coversNumber = (consent: ConsentFound | undefined): boolean => {
    if (consent === undefined || first === undefined) return false
    const element = first.node.parentElement
    if (element === null || see.holds(consent.element, element)) return false
    const here = (): boolean => see.covered(element, rectOf(first.node))
    if (see.inView(first.rect)) return here()
    const locked = [document.documentElement, document.body].some((body) =>
      /hidden|clip/.test(getComputedStyle(body).overflowY),
    )
    if (locked) return true
    element.scrollIntoView({ block: 'center', behavior: 'instant' })
    const covered = here()
    scrollTo({ top: 0, behavior: 'instant' })
    return covered
  }

  const emergency = visible.some((node) => {
    const match = EMERGENCY.exec(node.data)
    const { parentElement: parent } = node
    if (match === null || parent === null) return false
    const rect = rectOf(node, match.index, match.index + 3)
    return see.inView(rect) && !see.covered(parent, rect)
  })

  // Without a viewport of its own a page is laid out for a desk and drawn small.
  const scale = screenWidth / Math.max(document.documentElement.clientWidth, 1)
  const running = visible
    .filter(
      ({ data, parentElement: parent }) =>
        data.trim().length >= SHORTEST_RUNNING && parent?.closest(RUNNING) instanceof Element,
    )
    .filter(({ parentElement: parent }) => parent?.closest('header, footer, nav, aside') === null)
    .map(({ data, parentElement: parent }) => ({
      size: parent === null ? 16 : Number.parseFloat(getComputedStyle(parent).fontSize),
      letters: data.trim().length,
    }))
    .toSorted((a, b) => a.size - b.size)
  const letters = running.reduce((sum, { letters: more }) => sum + more, 0)
  let counted = 0
  // One small note is not what the text is set in.
  const smallest = running.find(({ letters: more }) => (counted += more) >= letters * NOT_A_NOTE)?.size
  const held = [document.documentElement, document.body].some((body) =>
    /hidden|clip/.test(getComputedStyle(body).overflowX),
  )
  const wide = Math.max(document.documentElement.scrollWidth, document.documentElement.clientWidth) > screenWidth + 1

  return {
    coversNumber,
    emergencyInSight: emergency,
    numbersNotLinked: [
      ...new Map(
        numbers.filter(({ written }) => !linked.has(digits(written))).map(({ written }) => [digits(written), written]),
      ).values(),
    ].slice(0, 20),
    smallestText: smallest === undefined ? undefined : Math.round(smallest * Math.min(scale, 1) * 10) / 10,
    scrollsSideways: wide && !(held && document.documentElement.clientWidth <= screenWidth),
  }
}
