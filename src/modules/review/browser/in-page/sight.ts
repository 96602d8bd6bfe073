/**
 * What the other questions share. Like everything in this folder it runs inside the page, in a world of its own, and is
 * sent there as its text: it may use nothing from outside its own function but what it is given.
 */
export const sight = () => {
  const SHADOW = ' >>> '

  /** Every element, those in open shadow roots among them, in the order of the document. */
  const everyElement = (root: Document | ShadowRoot = document): readonly Element[] => {
    const found: Element[] = []
    for (const element of root.querySelectorAll('*')) {
      found.push(element)
      if (element.shadowRoot !== null) found.push(...everyElement(element.shadowRoot))
    }
    return found
  }

  const shown = (element: Element): boolean => {
    if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return false
    const { width, height } = element.getBoundingClientRect()
    return width > 1 && height > 1
  }

  const inView = ({ left, right, top, bottom, width, height }: DOMRect): boolean =>
    width > 0 &&
    height > 0 &&
    bottom > 0 &&
    right > 0 &&
    top < innerHeight &&
    left < document.documentElement.clientWidth

  const parentOf = (node: Node): Node | null =>
    node.parentNode instanceof ShadowRoot ? node.parentNode.host : node.parentNode

  const holds = (outer: Element, inner: Node): boolean => {
    for (let node: Node | null = inner; node !== null; node = parentOf(node)) if (node === outer) return true
    return false
  }

  /** What lies uppermost in the middle of a rectangle, as far as it is in sight. */
  const uppermost = (rect: DOMRect): Element | undefined => {
    const x = (Math.max(rect.left, 0) + Math.min(rect.right, document.documentElement.clientWidth)) / 2
    const y = (Math.max(rect.top, 0) + Math.min(rect.bottom, innerHeight)) / 2
    let hit = document.elementFromPoint(x, y)
    for (let inner = hit?.shadowRoot?.elementFromPoint(x, y); inner instanceof Element && inner !== hit;) {
      hit = inner
      inner = hit.shadowRoot?.elementFromPoint(x, y)
    }
    return hit ?? undefined
  }

  const laidOver = (element: Element): Element | undefined => {
    for (let node: Node | null = element; node !== null; node = parentOf(node))
      if (node instanceof Element && /fixed|sticky/.test(getComputedStyle(node).position)) return node
    return undefined
  }

  /** Whether something else that lies over the page is between the eye and this. */
  const covered = (element: Element, rect: DOMRect): boolean => {
    const top = uppermost(rect)
    if (top === undefined || holds(element, top) || holds(top, element)) return false
    const over = laidOver(top)
    return over !== undefined && !holds(over, element)
  }

  const step = (element: Element): string => {
    const name = element.localName
    const alike = [...(element.parentElement?.children ?? [])].filter(({ localName }) => localName === name)
    return alike.length > 1 ? `${name}:nth-of-type(${alike.indexOf(element) + 1})` : name
  }

  /** A CSS selector that finds it; " >>> " where it goes into a shadow root. */
  const selectorOf = (element: Element): string => {
    const root = element.getRootNode() as Document | ShadowRoot
    const steps: string[] = []
    for (let node: Element | null = element; node !== null; node = node.parentElement) {
      const id = node.id === '' ? undefined : `#${CSS.escape(node.id)}`
      if (id !== undefined && root.querySelectorAll(id).length === 1) {
        steps.unshift(id)
        break
      }
      steps.unshift(step(node))
    }
    const own = steps.join(' > ')
    return root instanceof ShadowRoot ? `${selectorOf(root.host)}${SHADOW}${own}` : own
  }

  const find = (selector: string): Element | undefined => {
    let root: Document | ShadowRoot | null = document
    let found: Element | null = null
    for (const part of selector.split(SHADOW)) {
      found = root?.querySelector(part) ?? null
      root = found?.shadowRoot ?? null
    }
    return found ?? undefined
  }

  const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim()

  /** What a reader sees or hears of an element. */
  const says = (element: Element): string => {
    const written =
      element instanceof HTMLInputElement
        ? element.value
        : element instanceof HTMLElement
          ? element.innerText
          : (element.textContent ?? '')
    const picture = element.querySelector('img[alt], svg[aria-label], svg > title')
    return oneLine(
      written.trim() ||
        element.getAttribute('aria-label') ||
        element.getAttribute('title') ||
        picture?.getAttribute('alt') ||
        picture?.getAttribute('aria-label') ||
        picture?.textContent ||
        '',
    )
  }

  const PRESSED = 'a, button, summary, input[type=button], input[type=submit], [role=button], [role=link], [onclick]'

  /** What can be pressed, and is there to be seen. */
  const pressable = (elements: readonly Element[]): readonly Element[] =>
    elements.filter((element) => element.matches(PRESSED) && shown(element))

  const drawn = async (): Promise<void> =>
    new Promise((resolve) => {
      setTimeout(resolve, 150)
      requestAnimationFrame(() => requestAnimationFrame(() => resolve()))
    })

  /** The page, or the part of it that scrolls in its place, at its end or its beginning. */
  const scrollTo = async (end: boolean): Promise<void> => {
    const inner = everyElement().filter(
      (element) =>
        element.clientHeight > innerHeight / 2 &&
        element.scrollHeight > element.clientHeight + 20 &&
        /auto|scroll/.test(getComputedStyle(element).overflowY),
    )
    for (const element of [document.scrollingElement ?? document.documentElement, ...inner])
      element.scrollTo({ top: end ? element.scrollHeight : 0, behavior: 'instant' })
    await drawn()
  }

  return {
    everyElement,
    shown,
    inView,
    holds,
    uppermost,
    laidOver,
    covered,
    selectorOf,
    find,
    oneLine,
    says,
    pressable,
    scrollTo,
    drawn,
  }
}

export type Sight = ReturnType<typeof sight>
