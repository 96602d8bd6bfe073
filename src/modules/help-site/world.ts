import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { publicHeaders, type Headers, type Policy } from '#platform/http/headers.ts'
import { readStyle } from '#platform/http/style.ts'
import type { Reception } from '#modules/collaboration/index.ts'
import { noticesFor, type Facts } from '#modules/municipality/index.ts'
import type { PublicReviews } from '#modules/review/index.ts'
import type { AccessibilityResult } from './accessibility.ts'
import { NOWHERE, SOURCE_LANGUAGE } from './address.ts'
import { AUDIENCES, type AudienceId } from './audience.ts'
import type { Operator } from './operator.ts'
import type { PageContext } from './pages/frame.ts'
import type { ErrorTexts } from './text/about-text.ts'
import type { Language } from './text/language.ts'
import { sayOf, shownErrors, shownPage, type ShownPage, type Texts } from './text/texts.ts'
import type { Say } from './text/wording.ts'
import type { MonthOfVisits } from './visits.ts'

/** Everything the pages are made of. A change makes a new world; the pages of the old one are made anew when asked for. */
export type World = Known & {
  readonly prepared: Prepared
  readonly visits: readonly MonthOfVisits[]
  /** The review of the municipalities' websites, what is public of it; nothing where there are no such pages. */
  readonly reviews?: PublicReviews | undefined
}

/** What pages show that others change while the program runs: what municipalities confirm, and who answers when. */
export type Known = {
  readonly facts: Facts
  readonly receptions: readonly Reception[]
}

/** The scope of the pages about the site itself. */
export const ABOUT_SCOPE = 'o'

/** What holds as long as the program runs: texts, style, script and who runs the site. */
export type Prepared = {
  readonly texts: Texts
  readonly languages: ReadonlyMap<string, Language>
  readonly says: ReadonlyMap<string, Say>
  readonly pages: ReadonlyMap<string, ReadonlyMap<AudienceId, ShownPage>>
  readonly errors: ReadonlyMap<string, ErrorTexts>
  readonly style: string
  readonly script: string
  readonly headers: { readonly found: Headers; readonly hidden: Headers; readonly bare: Headers }
  readonly exitUrl: string
  readonly origin: string
  readonly operator: Operator | undefined
  readonly accessibility: AccessibilityResult | undefined
}

export type PreparedFrom = {
  /** The project's folder. */
  readonly root: string
  readonly texts: Texts
  readonly exitUrl: string
  readonly origin: string
  readonly operator: Operator | undefined
  readonly accessibility: AccessibilityResult | undefined
}

/** In this order: what comes later has the last word. */
const STYLES = ['first-screen', 'site', 'print'].map((name) => `src/modules/help-site/pages/${name}.css`)

/** Puts together what every page needs; reads the site's style and its built script. */
export const prepare = ({ root, texts, exitUrl, origin, operator, accessibility }: PreparedFrom): Prepared => {
  const style = readStyle(root, ...STYLES)
  const script = readFileSync(join(root, 'src/browser/built/leave.js'), 'utf8').trim()
  const https = origin.startsWith('https:')
  const policy: Policy = { styles: [style], scripts: [script], https }
  const tags = texts.languages.map(({ tag }) => tag)
  return {
    texts,
    languages: new Map(texts.languages.map((language) => [language.tag, language])),
    says: new Map(tags.map((tag) => [tag, sayOf(texts, tag)])),
    pages: new Map(
      [...texts.released].map((tag) => [tag, new Map(AUDIENCES.map(({ id }) => [id, shownPage(texts, tag, id)]))]),
    ),
    errors: new Map(tags.map((tag) => [tag, shownErrors(texts, tag)])),
    style,
    script,
    headers: {
      found: publicHeaders(policy, true),
      hidden: publicHeaders(policy, false),
      bare: publicHeaders({ styles: [], scripts: [], https }, false),
    },
    exitUrl,
    origin,
    operator,
    accessibility,
  }
}

/** The words of a language that exists; those of the source for one that has none. */
export const sayFor = ({ says }: Prepared, tag: string): Say => (says.get(tag) ?? says.get(SOURCE_LANGUAGE)) as Say

/** What a page in a language, about a place, is made within. */
export const contextFor = (
  { prepared, facts }: World,
  language: Language,
  code: string,
  purpose: PageContext['purpose'],
  now: Date,
): PageContext => {
  const own = code === NOWHERE ? undefined : facts.localHelp.get(code)?.help.exit
  return {
    language,
    say: sayFor(prepared, language.tag),
    languages: prepared.texts.languages,
    released: prepared.texts.released,
    style: prepared.style,
    script: prepared.script,
    exit: own === undefined ? { url: prepared.exitUrl, code: undefined } : { url: own, code },
    operator: prepared.operator?.body,
    notices: crisesIn({ facts }, code, language.tag, now),
    purpose,
  }
}

/** The notices that lead the pages about a place: in their language, otherwise in Swedish. */
export const crisesIn = (
  { facts }: Pick<World, 'facts'>,
  code: string,
  tag: string,
  now: Date,
): PageContext['notices'] =>
  noticesFor(facts.crises, facts.municipalities.get(code), now).flatMap(({ text }) => {
    const own = text[tag]
    if (own !== undefined) return [{ text: own, language: tag }]
    const source = text[SOURCE_LANGUAGE]
    return source === undefined ? [] : [{ text: source, language: SOURCE_LANGUAGE }]
  })

/** The language of a tag; Swedish for one that does not exist. */
export const languageOr = ({ languages }: Prepared, tag: string | undefined): Language =>
  (languages.get(tag ?? SOURCE_LANGUAGE) ?? languages.get(SOURCE_LANGUAGE)) as Language
