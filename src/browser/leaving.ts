const root = document.documentElement

/** Slower than this, and our own step on the way out is not waited for (requirement 18). */
const LONGEST_STEP_MS = 300

/** True from the moment somebody asked to leave; kept by a page that the browser brings back to life. */
let left = false

export const hasLeft = (): boolean => left

/**
 * Nothing of the page is left to see, hear or reach (requirements 6 and 7). The colours stay, so that a dark screen
 * stays dark.
 */
export const blank = (): void => {
  document.title = root.dataset.blankTitle ?? ''
  if (document.body === null) return
  document.body.textContent = ''
  document.body.hidden = true
}

/** Once for each time somebody leaves: a second start would only make a slow page slower. */
let going = false

const goAway = (): void => {
  if (going) return
  going = true
  location.replace(root.dataset.away ?? 'about:blank')
}

/** Without a network the browser would show an error: the blank page stays until there is one (requirement 24). */
const goAwayWhenOnline = (): void => {
  if (navigator.onLine) goAway()
  else addEventListener('online', goAway, { once: true })
}

const otherTabs = 'BroadcastChannel' in window ? new BroadcastChannel('x') : undefined

const leaveHere = (): void => {
  left = true
  going = false
  // Esc would stop the browser on its way (requirement 9), and no other key has anything to do here any more.
  addEventListener('keydown', (event) => event.preventDefault(), true)
  // A page that is still coming in is stopped, or the rest of it would appear.
  window.stop()
  blank()
  // The step is fetched and not gone to: should it fail, hang or say something else, the person is not left on it, and
  // no error page with our name is shown. An answer also proves a network where the browser believes there is none.
  const step = root.dataset.exit ?? '/y'
  fetch(step, { redirect: 'manual', cache: 'no-store', keepalive: true }).then(goAway, goAwayWhenOnline)
  setTimeout(goAwayWhenOnline, LONGEST_STEP_MS)
  // Should the person go somewhere else before the other page has come, this entry stays in the tab's list. Back then
  // asks for our step, which leads away, and not for the page (requirement 16).
  history.replaceState(undefined, '', step)
}

/**
 * Leaves, at one activation: blank, the other tabs as well, then our own step that clears what the browser keeps of
 * the site, then away (requirements 5, 17, 18, 22 and 24).
 */
export const leave = (): void => {
  otherTabs?.postMessage('')
  leaveHere()
}

/** Leaves when another tab of the site does (requirement 22). */
export const leaveWithOtherTabs = (): void => otherTabs?.addEventListener('message', leaveHere)
