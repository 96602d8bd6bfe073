import { blank, hasLeft, leave, leaveWithOtherTabs } from './leaving.ts'
import { keepInSight } from './in-sight.ts'
import { makeNumbers } from './numbers.ts'
import { keepOneEntry } from './one-entry.ts'
import { LONGEST_PAUSE_MS, threePresses } from './three-presses.ts'

/*
 * The site's only script, inline in every page's head. The page works without it; it adds that Back and Forward show
 * nothing after leaving, that Shift pressed three times leaves, and that the screen is blank at once.
 * It stores nothing, and asks for nothing but the form's answer and the way out.
 */

const presses = threePresses()
let forgetting: ReturnType<typeof setTimeout> | undefined

/** Told to a screen reader: how many presses are left (requirement 11). */
const say = (which: 'one' | 'two' | undefined): void => {
  const place = document.getElementById('say')
  if (place !== null) place.textContent = which === undefined ? '' : (place.dataset[which] ?? '')
}

const startOver = (): void => {
  presses.reset()
  say(undefined)
}

document.addEventListener('submit', (event) => {
  if (!(event.target instanceof HTMLFormElement) || event.target.id !== 'exit') return
  event.preventDefault()
  leave()
})
document.addEventListener(
  'keydown',
  ({ key, repeat, ctrlKey, altKey, metaKey }) => {
    presses.down(key, repeat, ctrlKey || altKey || metaKey)
    if (key !== 'Shift') say(undefined)
  },
  true,
)
document.addEventListener('pointerdown', startOver, true)
document.addEventListener(
  'keyup',
  ({ key, timeStamp }) => {
    const counted = presses.up(key, timeStamp)
    if (counted === undefined) return
    clearTimeout(forgetting)
    if (counted === 'leave') return leave()
    say(counted === 1 ? 'one' : 'two')
    forgetting = setTimeout(startOver, LONGEST_PAUSE_MS)
  },
  true,
)
document.addEventListener('DOMContentLoaded', makeNumbers)
keepInSight()
keepOneEntry()
leaveWithOtherTabs()

// A page that the browser keeps in memory is kept empty (rule 7 of what was measured). Brought back to life it leaves
// again when somebody left, and is otherwise fetched anew.
addEventListener('pagehide', blank)
addEventListener('pageshow', ({ persisted }) => {
  startOver()
  if (!persisted) return
  if (hasLeft()) leave()
  else location.reload()
})
