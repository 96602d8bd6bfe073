import { hasLeft } from './leaving.ts'
import { makeNumbers } from './numbers.ts'

/**
 * Keeps the visit to one entry in the tab's history, however one moves (requirements 13 to 15): every step replaces
 * the one before, so that leaving replaces the only one there is. The browser's own Back then leads to where the
 * person came from; each page has its own way back.
 */
export const keepOneEntry = (): void => {
  document.addEventListener('click', onClick)
  document.addEventListener('submit', (event) => void onSubmit(event))
  window.navigation?.addEventListener('navigate', onNavigate)
}

const isWeb = (address: string): boolean => /^https?:/.test(address)

const onClick = (event: MouseEvent): void => {
  const link = event.target instanceof Element ? event.target.closest('a') : null
  // With a modifier the person asked for a tab of its own; leaving closes that one as well.
  if (link === null || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
  if (event.defaultPrevented || !isWeb(link.href) || link.target !== '') return
  event.preventDefault()
  goTo(link.href)
}

/** A second net, where the browser has it: whatever would still have added an entry. */
const onNavigate = (event: NavigateEvent): void => {
  if (event.navigationType !== 'push' || !event.cancelable || event.formData !== null || hasLeft()) return
  if (event.downloadRequest !== null || !isWeb(event.destination.url)) return
  event.preventDefault()
  goTo(event.destination.url)
}

const goTo = (address: string): void => {
  const [page, fragment] = address.split('#')
  if (fragment !== undefined && page === location.href.split('#')[0]) goToPart(fragment)
  else location.replace(address)
}

/** A place in the same page: shown and focused, without the address that would add an entry. */
const goToPart = (id: string): void => {
  const part = document.getElementById(decodeURIComponent(id)) ?? document.body
  part.tabIndex = -1
  part.scrollIntoView()
  part.focus({ preventScroll: true })
}

/** Set when a form could not be sent by script: then the browser sends it itself. */
let byBrowser = false

const onSubmit = async (event: SubmitEvent): Promise<void> => {
  const form = event.target
  if (!(form instanceof HTMLFormElement) || form.id === 'exit' || form.method !== 'post' || byBrowser) return
  event.preventDefault()
  const { submitter } = event
  const fields = new FormData(form)
  if (submitter instanceof HTMLButtonElement && submitter.name !== '') fields.append(submitter.name, submitter.value)
  // Asks for the address of the page to go to instead of the page itself, so that it is not fetched twice.
  fields.append('to', '1')
  try {
    // Plain fields, as the browser itself would send them.
    const body = new URLSearchParams([...fields].map(([name, value]) => [name, typeof value === 'string' ? value : '']))
    const answer = await fetch(form.action, { method: 'POST', body })
    const to = answer.headers.get('Content-Location')
    if (hasLeft()) return
    if (to !== null) location.replace(to)
    else show(new DOMParser().parseFromString(await answer.text(), 'text/html'))
  } catch {
    byBrowser = true
    form.requestSubmit(submitter)
  }
}

/** Shows an answer that has no address of its own, such as "which of these?", in place of the page. */
const show = (answer: Document): void => {
  if (hasLeft()) return
  document.title = answer.title
  document.body.replaceWith(answer.body)
  makeNumbers()
  goToPart(document.getElementById('wrong') === null ? 'main' : 'wrong')
}
