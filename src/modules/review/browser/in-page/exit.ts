import type { ExitSeen } from '../browser-visit.ts'
import type { ConsentFound } from './consent.ts'
import type { Sight } from './sight.ts'

/** Finds the way out of the page and looks whether it is there when it is needed. Runs inside the page. */
export const findExit = (see: Sight, words: string): Element | undefined => {
  const LONGEST = 80
  const pattern = new RegExp(words, 'iu')
  const found = see.pressable(see.everyElement()).filter((element) => {
    const text = see.says(element)
    return text.length <= LONGEST && pattern.test(text)
  })
  // Innermost: a link around a button says the same.
  const inner = found.filter((element) => !found.some((other) => other !== element && see.holds(element, other)))
  return inner.find((element) => see.laidOver(element) !== undefined) ?? inner[0]
}

/** Scrolls to the end of the page and back. */
export const lookAtExit = async (
  see: Sight,
  exit: Element,
  consent: ConsentFound | undefined,
): Promise<ExitSeen & { readonly covered: boolean }> => {
  const coveredHere = (): boolean => {
    const rect = exit.getBoundingClientRect()
    return see.inView(rect) && see.covered(exit, rect)
  }
  const selector = see.selectorOf(exit)
  const says = see.says(exit)
  const before = coveredHere()
  await see.scrollTo(true)
  const rect = exit.getBoundingClientRect()
  const seenAfterScroll = see.inView(rect) && see.shown(exit)
  let covered = before || (seenAfterScroll && see.covered(exit, rect))
  if (!seenAfterScroll) {
    exit.scrollIntoView({ block: 'center', behavior: 'instant' })
    await see.drawn()
    covered ||= coveredHere()
  }
  const focusable = exit instanceof HTMLElement && exit.tabIndex >= 0 && !exit.matches(':disabled, [inert] *')
  if (focusable) exit.focus({ preventScroll: true })
  const focused = (exit.getRootNode() as Document | ShadowRoot).activeElement === exit
  if (focused) (exit as HTMLElement).blur()
  await see.scrollTo(false)
  return {
    selector,
    says,
    seenAfterScroll,
    reachedByKeyboard: focusable && focused,
    aboveBanner: consent === undefined || !covered,
    covered: consent !== undefined && covered,
  }
}
