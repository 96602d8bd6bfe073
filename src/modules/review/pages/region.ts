import type { Region } from './page.ts'

/** Elements that may be a part of the page by their class or id: not a word, a link or a heading. */
const CONTAINERS = new Set([
  'div',
  'section',
  'ul',
  'ol',
  'table',
  'td',
  'form',
  'aside',
  'header',
  'footer',
  'article',
])

const BY_ROLE: Readonly<Record<string, Region>> = {
  main: 'main',
  banner: 'header',
  contentinfo: 'footer',
  navigation: 'navigation',
  menubar: 'navigation',
  complementary: 'aside',
  dialog: 'banner',
  alertdialog: 'banner',
}

/*
 * Names that themes give the parts of a page (Sitevision, EPiServer/Optimizely, WordPress, Drupal, Sitecore), each taken
 * as a whole word of `class` or `id`: "has-footer" on the body is no footer, and "card-header" is no header.
 */
const NOT_OF_THE_PAGE =
  '(?!(?:has|no|with|is|card|article|entry|post|accordion|panel|modal|table|list|section|block|widget|content|puff|teaser|box|news|box|tab|form|collapse)[-_])'
const BEFORE = '(?:[a-z0-9]+[-_]{1,2})?(?:page|site|global|main|top|left|sub|huvud|vanster|mobil|mobile|side|local)?'
const AFTER =
  '(?:[-_]{0,2}(?:wrapper|wrap|container|inner|content|area|section|region|row|top|bottom|main|bar|list|holder|desktop|mobile|primary|secondary|[0-9]))?'
const named = (words: string): RegExp => new RegExp(`^${NOT_OF_THE_PAGE}${BEFORE}(?:${words})${AFTER}$`, 'i')

const FOOTER = named('footer|sidfot|pagefoot')
const HEADER = named('header|sidhuvud|masthead|topbar|toppbar|pagehead')
const NAVIGATION = named(
  'nav|navbar|navigation|menu|meny|breadcrumbs?|brodsmul\\w*|crumbs|skip-?links?|pagination|megamenu|lang(?:uage)?-?(?:switch\\w*|select\\w*)',
)
const ASIDE = named('sidebar|sidokolumn|hogerspalt|hogerkolumn|right-?col(?:umn)?|aside')
const BANNER = /cookie|consent|gdpr|kakor|kakbanner/i
const MAIN = /^(?:main|main-?content|page-?content|content-?main|huvud-?innehall|innehall|mittspalt|mittenspalt)$/i
const MAIN_ID =
  /^(?:main|content|main-?content|page-?content|primary-?content|huvud-?innehall|innehall|mittspalt|mittenspalt|pagecontent)$/i
/** So named that it is the site's own even inside the main part: some templates wrap all in one. */
const SURE_FOOTER = /^(?:site|page|global)[-_]{0,2}footer$|^sidfot$/i
const MAY_MATCH =
  /foot|sidfot|head|huvud|nav|men[uy]|crumb|brodsmul|skip|lang|pagin|side|sido|spalt|kolumn|col|aside|cookie|consent|gdpr|kak|main|content|innehall|topp?bar/i

const wordsOf = (text: string): readonly string[] => text.split(/\s+/).filter((word) => word !== '')

const byName = (names: string, id: string): Region | undefined => {
  if (!MAY_MATCH.test(names) && !MAY_MATCH.test(id)) return undefined
  if (BANNER.test(names) || BANNER.test(id)) return 'banner'
  const words = [...wordsOf(names), ...wordsOf(id)]
  if (words.some((word) => SURE_FOOTER.test(word) || FOOTER.test(word))) return 'footer'
  if (words.some((word) => NAVIGATION.test(word))) return 'navigation'
  if (MAIN_ID.test(id) || words.some((word) => MAIN.test(word))) return 'main'
  if (words.some((word) => HEADER.test(word))) return 'header'
  if (words.some((word) => ASIDE.test(word))) return 'aside'
  return undefined
}

const byTag = (tag: string, around: Region | undefined, inPart: boolean): Region | undefined => {
  switch (tag) {
    case 'main':
      return 'main'
    case 'nav':
      return 'navigation'
    case 'aside':
      return 'aside'
    case 'dialog':
      return 'banner'
    // Of an article or a section they are that one's, not the page's (HTML standard, 4.3.8 and 4.3.9).
    case 'header':
      return around === undefined && !inPart ? 'header' : undefined
    case 'footer':
      return around === undefined && !inPart ? 'footer' : undefined
    default:
      return undefined
  }
}

/** What an element says of itself: its kind, role and names. */
type Named = { readonly tag: string; readonly role: string; readonly names: string; readonly id: string }

/** Finds the part of the page that an element begins; each combination of names is looked into once. */
export const regionFinder = (): ((named: Named, around: Region | undefined, inPart: boolean) => Region | undefined) => {
  const known = new Map<string, Region | undefined>()
  const nameOf = (names: string, id: string): Region | undefined => {
    const key = `${names}|${id}`
    if (known.has(key)) return known.get(key)
    const found = byName(names, id)
    known.set(key, found)
    return found
  }
  return ({ tag, role, names, id }, around, inPart) => {
    if (around === 'banner' || around === 'footer') return around
    const said = role === '' ? undefined : BY_ROLE[role]
    if (said !== undefined) return said
    const tagged = byTag(tag, around, inPart)
    // A box about cookies is one whatever element it is.
    const byNames = CONTAINERS.has(tag) && (names !== '' || id !== '') ? nameOf(names, id) : undefined
    if (around === 'main') {
      // Inside the main part only what is surely no part of its text: a page about cookies names them too.
      if (tagged === 'navigation' || tagged === 'aside' || tagged === 'banner') return tagged
      if (byNames === 'navigation' || byNames === 'aside') return byNames
      return byNames === 'footer' && wordsOf(`${names} ${id}`).some((word) => SURE_FOOTER.test(word))
        ? 'footer'
        : 'main'
    }
    if (around === 'navigation') return tagged === 'main' ? 'main' : 'navigation'
    if (byNames === 'banner') return byNames
    return (
      tagged ?? (around === undefined || byNames === 'navigation' || byNames === 'main' ? (byNames ?? around) : around)
    )
  }
}
