import type { Page } from '../pages/page.ts'
import type { PageKind } from './facts.ts'
import { KIND_WORDS, PATH_STEPS, saidOf } from './kind-words.ts'
import { calledBy, mainText } from './main-text.ts'
import { onTopic } from './topic.ts'

/** As many of a list's words as make a page what its heading does not say. */
const ENOUGH_SAID = 3
/** A page about something else must be about violence by this much to be help. */
const MOSTLY = 0.5

const START = /^\/(?:sv\/?|start\/?|startsida(?:\.\w+)?|index\.\w+|default\.\w+|[a-z-]*kommun\/?)?$/i
const DATED_PATH = /\/20\d\d(?:[-/]?(?:0[1-9]|1[0-2]))|\b20\d\d-\d\d-\d\d/
/** Somebody is quoted, with a dash or with a said. */
const QUOTED = /(?:^|\n)\s*[–—-]\s+\p{Lu}[^\n]{20,}|[”"]\s*,?\s*säger\s|,\s*säger\s\p{Lu}/u

/**
 * What a page is, from what it calls itself, where it stands and what it says. `about` is the share of it that is about
 * violence. A page that is news, a handbook, a plan or a form for concern is that whatever else it says.
 */
export const kindOf = (page: Page, about: number = onTopic(page)): PageKind => {
  const { pathname, search } = URL.parse(page.url) ?? { pathname: '/', search: '' }
  // An old system has every page at one address, told apart by its query.
  if (START.test(pathname) && search === '') return 'start'
  const { title, heading } = calledBy(page)
  const head = `${title}\n${heading}`
  const { lower } = mainText(page)
  const steps = stepsOf(pathname)
  const stands = (kind: keyof typeof PATH_STEPS): boolean => PATH_STEPS[kind].some((step) => steps.has(step))
  const headed = (name: keyof typeof KIND_WORDS): boolean => KIND_WORDS[name].pattern.test(head)

  const named = headed('topic')
  if (!named && (headed('statementHeaded') || stands('statement'))) return 'statement'
  if (isNews(page, head, pathname, stands('news'))) return 'news'
  if (headed('concernHeaded') || stands('report-concern')) return 'report-concern'
  const speaks = speaksTo(lower)
  if (headed('staffHeaded') || (!speaks && (stands('staff') || saidOf('staffSaid', lower) >= ENOUGH_SAID)))
    return 'staff'
  if (headed('planHeaded') || (!speaks && (stands('plan') || saidOf('planSaid', lower) >= ENOUGH_SAID))) return 'plan'
  if (isForPerpetrator(head, lower)) return 'help-for-perpetrator'
  if (isForChild(head, lower, stands('child'), about)) return 'child'
  if (headed('elsewhere')) return 'other'
  if (named && lower.length > 0) return 'help'
  if (headed('crisisHeaded')) return 'crisis'
  if (headed('contactHeaded')) return 'contact'
  return about >= MOSTLY && KIND_WORDS.topic.pattern.test(lower) ? 'help' : 'other'
}

/** The steps of an address without their endings: Sitevision puts a number and `.html` behind them. */
const stepsOf = (pathname: string): ReadonlySet<string> =>
  new Set(
    decoded(pathname)
      .toLowerCase()
      .replaceAll('ä', 'a')
      .replaceAll('å', 'a')
      .replaceAll('ö', 'o')
      .split('/')
      .map((step) => step.replace(/(?:\.\d[\w.]*)?\.html?$/, '').replace(/\.\d+\.[\da-f]{8,}[\d.]*$/, '')),
  )

const decoded = (pathname: string): string => {
  try {
    return decodeURIComponent(pathname)
  } catch {
    return pathname
  }
}

/** Whether a text speaks to somebody who is exposed, rather than of somebody. */
const speaksTo = (lower: string): boolean =>
  (lower.match(/(?<!\p{L})(?:du|dig|din|ditt|dina)(?!\p{L})/gu)?.length ?? 0) >= ENOUGH_SAID

const isNews = (page: Page, head: string, pathname: string, stands: boolean): boolean => {
  if (stands || /^\s*(?:nyhet|pressmeddelande)\b/im.test(head)) return true
  const heading = mainText(page).blocks.find(({ kind, level }) => kind === 'heading' && level === 1)
  if (heading !== undefined && /[.#](?:news|nyhet)/i.test(heading.selector)) return true
  const { lower, blocks } = mainText(page)
  let signs = 0
  if (DATED_PATH.test(pathname)) signs += 2
  const said = saidOf('newsSaid', lower)
  if (said >= ENOUGH_SAID) signs += 1
  if (said > ENOUGH_SAID + 1) signs += 1
  if (blocks.some(({ text }) => QUOTED.test(text))) signs += 1
  if (!speaksTo(lower)) signs += 1
  return signs > 2
}

const EXPOSED_TOO = /utsatt|utsätts|exposed|barn som upplever/i

const isForPerpetrator = (head: string, lower: string): boolean => {
  if (EXPOSED_TOO.test(head)) return false
  if (KIND_WORDS.perpetratorHeaded.pattern.test(head)) return true
  return !/utsatt/.test(lower) && saidOf('perpetratorSaid', lower) >= ENOUGH_SAID
}

const PARENT = /(?<!\p{L})(?:ditt barn|dina barn|ert barn|era barn|som förälder|du som är förälder)(?!\p{L})/gu

/** A child's page speaks to the child; one about support to children speaks to parents, and is none. */
const isForChild = (head: string, lower: string, stands: boolean, about: number): boolean => {
  const parents = lower.match(PARENT)?.length ?? 0
  const said = saidOf('childSaid', lower)
  if (parents > 1 && parents * 2 > said) return false
  const headed = KIND_WORDS.childHeaded.pattern.test(head)
  const enough = (headed ? 1 : 0) + (stands ? 1 : 0) + (said >= ENOUGH_SAID ? 2 : said > 0 ? 1 : 0)
  return enough > 2 || (headed && said > 0 && speaksTo(lower) && about > 0)
}
