import type { AudienceId } from '#modules/help-site/audience.ts'
import type { AboutText } from '#modules/help-site/text/about-text.ts'
import type { Language } from '#modules/help-site/text/language.ts'
import type { PageText } from '#modules/help-site/text/page-text.ts'
import { accept, type Ledger } from '#modules/help-site/text/states.ts'
import { allStrings, type Texts, type Written } from '#modules/help-site/text/texts.ts'

/**
 * A made-up language that runs from the right, to prove what no language of ours can prove yet. Its tag is the one that
 * is set aside for mirrored ones; its markup says Arabic, because its letters are.
 */
export const PSEUDO: Language = {
  tag: 'qps-plocm',
  lang: 'ar',
  endonym: 'لغة',
  dir: 'rtl',
  script: 'Arab',
  swedish: 'låtsasspråk',
  released: true,
}

const SWEDISH_LETTERS = [...'abcdefghijklmnopqrstuvwxyzåäö']
const LETTERS = [...'ابپتثجچحخدذرزسشصضطظعغفقكلمنهو']

/** A text as it stands in the made-up language: other letters, but the same places, digits, lists and punctuation. */
export const pseudo = (text: string): string =>
  text
    .split(/(\{[^{}]*\}|```[\s\S]*?```)/)
    .map((part, index) => (index % 2 === 1 ? part : [...part].map(inPseudo).join('')))
    .join('')

const inPseudo = (letter: string): string => LETTERS[SWEDISH_LETTERS.indexOf(letter.toLowerCase())] ?? letter

/**
 * The texts with the made-up language beside the others, written and released. `isDraft` names the texts (by id, such as
 * `pages/child/lead`) that nobody has finished: the public reads those in Swedish.
 */
export const withPseudoLanguage = (texts: Texts, isDraft: (id: string) => boolean = () => false): Texts => {
  const swedish = texts.written.get('sv')
  if (swedish === undefined) throw new Error('there are no Swedish texts to make a language of')
  const unaccepted: Written = {
    site: new Map([...swedish.site].map(([id, text]) => [id, pseudo(text)])),
    pages: new Map([...swedish.pages].map(([id, page]): [AudienceId, PageText] => [id, everyTextOf(page)])),
    about: new Map([...swedish.about].map(([name, page]) => [name, pseudoAbout(page)])),
    errors: swedish.errors === undefined ? undefined : everyTextOf(swedish.errors),
    ledger: new Map(),
  }
  const written = new Map([
    ...texts.written,
    [PSEUDO.tag, { ...unaccepted, ledger: ledgerOf(unaccepted, swedish, isDraft) }],
  ])
  return {
    languages: [...texts.languages, PSEUDO],
    released: new Set([...texts.released, PSEUDO.tag]),
    written,
  }
}

const ledgerOf = (written: Written, swedish: Written, isDraft: (id: string) => boolean): Ledger => {
  const own = allStrings(written)
  const common = { own, source: allStrings(swedish), by: 'the tests', on: '2026-11-24' }
  const all = accept(new Map(), { ...common, chosen: new Set(own.keys()), state: 'written' })
  return accept(all, { ...common, chosen: new Set([...own.keys()].filter(isDraft)), state: 'draft' })
}

/** The id of a section stands in the page's anchors, so it stays. */
const pseudoAbout = (page: AboutText): AboutText => ({
  ...everyTextOf(page),
  sections: page.sections.map((section) => ({ ...everyTextOf(section), id: section.id })),
})

const everyTextOf = <T extends object>(part: T): T =>
  Object.fromEntries(
    Object.entries(part).map(([name, value]: [string, unknown]) => [
      name,
      typeof value === 'string'
        ? pseudo(value)
        : typeof value === 'object' && value !== null
          ? everyTextOf(value)
          : value,
    ]),
  ) as T
