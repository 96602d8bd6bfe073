/** What is wrong with a text: which one, and what. */
export type TextFault = { readonly id: string; readonly fault: string }

/** A whole word or phrase, in any case; a hyphen or an apostrophe does not begin a new word. */
const words = (...phrases: readonly string[]): RegExp =>
  new RegExp(`(?<![\\p{L}\\p{N}])(?:${phrases.join('|')})(?![\\p{L}\\p{N}])`, 'giu')

/** A word that begins so. */
const stems = (...beginnings: readonly string[]): RegExp =>
  new RegExp(`(?<![\\p{L}\\p{N}])(?:${beginnings.join('|')})\\p{L}*`, 'giu')

/**
 * What nobody can keep (requirement 39): a plain list, so that a text which must say "I do not feel safe" says it in
 * other words. Whoever believes that a visit or a call cannot be seen takes a risk because of us.
 */
const PROMISES = words(
  'spårlös[at]?',
  '(?:helt )?utan spår',
  'inga spår',
  'säker',
  'säkert',
  'säkra',
  'säkrare',
  'säkrast',
  '(?:helt|fullt|fullständigt) (?:anonymt?|hemligt?|privat)',
  'garanter(?:ar|at|ad)',
  '100 ?%',
  'hundra procent',
  'traceless',
  'untraceable',
  '(?:without (?:a |any )?|no |leaves? no )traces?',
  'safe',
  'safely',
  'safer',
  'safest',
  'secure',
  'securely',
  '(?:completely|fully|totally|entirely|100 ?%) (?:anonymous|secret|private)',
  'guaranteed?s?',
)

/** Requirement 26: what must not stand in a tab, a history, a task list or a preview, in any of our languages. */
const SENSITIVE = stems(
  'våld',
  'slag',
  'slår',
  'slå',
  'hot',
  'heder',
  'sex',
  'miss(?:handel|bruk)',
  'övergrepp',
  'prostit',
  'människohandel',
  'hbtq',
  'kvinnofrid',
  'kvinnojour',
  'skydd',
  'tvång',
  'utsatt',
  'offer',
  'brott',
  'stryp',
  'violen',
  'abus',
  'hono[u]?r',
  'victim',
  'rape',
  'assault',
  'traffick',
  'threat',
  'shelter',
  'crime',
  'lgbt',
)

/** Many do not see themselves in these; a label can make somebody turn round in the door. */
const LABELS = words(
  '(?:ett|som|är|blivit|blev) offer',
  'offer för',
  '(?:vålds|brotts)offer',
  'offret',
  'offren',
  'förövar(?:e|en|na|ens)',
  'prostituerade?',
  'victims?',
  'perpetrators?',
  'prostitutes?',
)
/** Names of organisations, which are called what they are called. */
const NAMES = /Victim Support/g

/** Orders to someone whose life is not ours to decide over. */
const ORDERS = words(
  'du måste (?:lämna(?! (?:Sverige|landet))|gå ifrån|göra slut)',
  'you (?:must|have to) (?:leave(?! (?:Sweden|the country))|break up)',
)

/**
 * Digits that can be dialled: the lengths and beginnings of Swedish numbers. Numbers come from the register, for one
 * that is typed into a text is forgotten when it changes. 112 may stand in the site's own words: it never changes.
 */
const TYPED =
  /(?<![\p{L}\d/.,:-])(?:\+46|0\d{1,3})[ -]?\d[\d -]{3,}\d|(?<!\d)(?:116 ?\d{3}|114 ?14|1177|90 ?\d ?\d\d)(?!\d)/gu
const EMERGENCY = /(?<!\d)112(?!\d)/g

const found = (text: string, rule: RegExp): readonly string[] => text.match(rule) ?? []

const withoutPlaces = (text: string): string => text.replaceAll(/\{[^{}]*\}/g, '')

export const promisesIn = (text: string): readonly string[] => found(text, PROMISES)
export const sensitiveWordsIn = (title: string): readonly string[] => found(title, SENSITIVE)
export const labelsIn = (text: string): readonly string[] => found(text.replaceAll(NAMES, ''), LABELS)
export const ordersIn = (text: string): readonly string[] => found(text, ORDERS)
export const numbersTypedIn = (text: string): readonly string[] => found(withoutPlaces(text), TYPED)

/** `{tel:bris}` and `{link:umo}`: the lines of the register that a text takes numbers and addresses from. */
export const linesIn = (text: string): readonly { readonly kind: 'tel' | 'link'; readonly id: string }[] =>
  [...text.matchAll(/\{(tel|link):([^}]*)\}/g)].map(([, kind, id]) => ({
    kind: kind === 'tel' ? 'tel' : 'link',
    id: id as string,
  }))

/** All placeholders of a text, sorted: a translation of the site's own words must have the same ones. */
export const placeholdersIn = (text: string): readonly string[] => (text.match(/\{[^{}\s]+\}/g) ?? []).toSorted()

/** The texts that stand where others can see them: tab, history, task list, link preview, screen reader's status. */
const isTitle = (id: string): boolean =>
  /^(?:pages|about|errors)\/[^/.]+[/.]title$|^site\/(?:exit\.(?!helper|keys|no-script|exported)|choose\.title|front\.title|nowhere\.name)/.test(
    id,
  )
const isPage = (id: string): boolean => id.startsWith('pages/')

/** What is wrong with the texts of a language by the rules that need nothing but the words. */
export const faultsOf = (texts: ReadonlyMap<string, string>): readonly TextFault[] =>
  [...texts].flatMap(([id, text]) => [
    ...promisesIn(text).map((word) => ({ id, fault: `promises what nobody can keep: ${word}` })),
    ...numbersTypedIn(text).map((number) => ({
      id,
      fault: `a number is typed where the register's should be: ${number}`,
    })),
    ...ordersIn(text).map((words) => ({ id, fault: `tells the reader what to do with their life: ${words}` })),
    ...(isTitle(id) ? sensitiveWordsIn(text) : []).map((word) => ({
      id,
      fault: `not neutral where others see it: ${word}`,
    })),
    ...(isPage(id) ? labelsIn(text) : []).map((word) => ({ id, fault: `a label: ${word}` })),
    ...(isPage(id) ? found(withoutPlaces(text), EMERGENCY) : []).map((number) => ({
      id,
      fault: `write {tel:emergency-112} for ${number}`,
    })),
  ])
