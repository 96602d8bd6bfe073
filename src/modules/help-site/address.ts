import { audienceOf, keyOf, type AudienceId } from './audience.ts'

/** The code of "I would rather not say": national help, the default. */
export const NOWHERE = '0000'
export const SOURCE_LANGUAGE = 'sv'

/** The pages about the site itself, under `/o`. */
export const ABOUT_PAGES = [
  'about',
  'traces',
  'privacy',
  'counting',
  'accessibility',
  'open-data',
  'web-editors',
] as const
export type AboutPage = (typeof ABOUT_PAGES)[number]

/** The languages that the review of websites is written in. */
export const REVIEW_LANGUAGES = ['sv', 'en'] as const
export type ReviewLanguage = (typeof REVIEW_LANGUAGES)[number]

/** The pages of the review of the municipalities' websites, under `/o/review`; as data there is one language. */
export type ReviewPage =
  | { readonly of: 'list' | 'how' | 'csv' | 'json' }
  | { readonly of: 'one' | 'one-json'; readonly code: string }

/** Every address of the public site, parsed. Codes and languages are as written: whether they exist is asked later. */
export type Address =
  | { readonly kind: 'choose' }
  | {
      readonly kind: 'help'
      readonly language: string
      readonly code: string
      readonly audience: AudienceId | undefined
    }
  | { readonly kind: 'findable'; readonly code: string }
  | {
      readonly kind: 'fragment'
      readonly code: string
      readonly audience: AudienceId | undefined
      readonly format: 'html' | 'json'
    }
  | { readonly kind: 'about'; readonly language: string; readonly page: AboutPage }
  | { readonly kind: 'review'; readonly language: ReviewLanguage; readonly page: ReviewPage }
  | { readonly kind: 'leave'; readonly step: 'blank' | 'go'; readonly code: string | undefined }
  | { readonly kind: 'moved'; readonly to: string }
  | { readonly kind: 'unknown' }

const CODE = /^\d{4}$/
const LANGUAGE = /^[a-z]{2,3}(?:-[a-z]+)?$/i
const UNKNOWN: Address = { kind: 'unknown' }

/**
 * Parses a request's path. An address has no query and no trailing slash: one that has moves (308) to the one without,
 * which also takes away whatever tracking parameters a link was given on its way (requirement 50).
 */
export const parseAddress = (target: string): Address => {
  const [path = '/'] = target.split('?', 1)
  const leaving = /^\/([xy])(?:\/(.*))?$/.exec(path)
  if (leaving !== null) return parseLeave(leaving[1] === 'x' ? 'x' : 'y', leaving[2])
  const bare = path === '/' ? path : path.replace(/\/+$/, '') || '/'
  if (bare !== target) return parseAddress(bare).kind === 'unknown' ? UNKNOWN : { kind: 'moved', to: bare }
  const [root, ...rest] = bare.slice(1).split('/')
  if (root === '' && rest.length === 0) return { kind: 'choose' }
  if (root === 's') return parseHelp(rest)
  if (root === 'k')
    return rest.length === 1 && CODE.test(rest[0] ?? '') ? { kind: 'findable', code: rest[0] as string } : UNKNOWN
  if (root === 'f') return parseFragment(rest)
  if (root === 'o') return parseAbout(rest)
  return UNKNOWN
}

const parseHelp = (parts: readonly string[]): Address => {
  const spoken = parts[0] !== undefined && !CODE.test(parts[0]) && LANGUAGE.test(parts[0])
  const language = spoken ? (parts[0] as string) : SOURCE_LANGUAGE
  const [code, key, ...more] = spoken ? parts.slice(1) : parts
  if (code === undefined || !CODE.test(code) || more.length > 0) return UNKNOWN
  if (spoken && language === SOURCE_LANGUAGE) {
    return { kind: 'moved', to: `/s/${code}${key === undefined ? '' : `/${key}`}` }
  }
  const audience = key === undefined ? undefined : audienceOf(key)
  if (key !== undefined && audience === undefined) return UNKNOWN
  return { kind: 'help', language, code, audience }
}

const parseFragment = (parts: readonly string[]): Address => {
  const [, name = '', format] = /^(.*)\.(html|json)$/.exec(parts.at(-1) ?? '') ?? []
  if (format !== 'html' && format !== 'json') return UNKNOWN
  if (parts.length === 1 && CODE.test(name)) return { kind: 'fragment', code: name, audience: undefined, format }
  const audience = audienceOf(name)
  if (parts.length !== 2 || audience === undefined || !CODE.test(parts[0] ?? '')) return UNKNOWN
  return { kind: 'fragment', code: parts[0] as string, audience, format }
}

const parseAbout = (parts: readonly string[]): Address => {
  const isPage = (name: string | undefined): name is AboutPage => ABOUT_PAGES.some((page) => page === name)
  if (parts.length === 0) return { kind: 'about', language: SOURCE_LANGUAGE, page: 'about' }
  const review = parseReview(parts)
  if (review !== undefined) return review
  const [first, second, ...more] = parts
  if (more.length > 0) return UNKNOWN
  if (isPage(first) && second === undefined) {
    return first === 'about' ? { kind: 'moved', to: '/o' } : { kind: 'about', language: SOURCE_LANGUAGE, page: first }
  }
  if (first === undefined || !LANGUAGE.test(first)) return UNKNOWN
  if (first === SOURCE_LANGUAGE && (second === undefined || isPage(second)))
    return { kind: 'moved', to: aboutPath(SOURCE_LANGUAGE, second ?? 'about') }
  if (second === undefined) return { kind: 'about', language: first, page: 'about' }
  return isPage(second) && second !== 'about' ? { kind: 'about', language: first, page: second } : UNKNOWN
}

/** Nothing for an address that is none of the review's. */
const parseReview = (parts: readonly string[]): Address | undefined => {
  const spoken = REVIEW_LANGUAGES.find((tag) => tag === parts[0])
  const [root, name, ...more] = spoken === undefined ? parts : parts.slice(1)
  if (root === undefined || !/^review(?:\.(?:csv|json))?$/.test(root)) return undefined
  const page = more.length > 0 ? undefined : reviewPageOf(root, name)
  if (page === undefined) return UNKNOWN
  const asData = page.of === 'csv' || page.of === 'json' || page.of === 'one-json'
  // What has no language of its own, or is in the one that needs no naming, has one address.
  if (spoken === SOURCE_LANGUAGE || (asData && spoken !== undefined))
    return { kind: 'moved', to: reviewPath(SOURCE_LANGUAGE, page) }
  return { kind: 'review', language: spoken ?? SOURCE_LANGUAGE, page }
}

const reviewPageOf = (root: string, name: string | undefined): ReviewPage | undefined => {
  if (root !== 'review') return name === undefined ? { of: root === 'review.csv' ? 'csv' : 'json' } : undefined
  if (name === undefined) return { of: 'list' }
  if (name === 'how') return { of: 'how' }
  const [, code, json] = /^(\d{4})(\.json)?$/.exec(name) ?? []
  return code === undefined ? undefined : { of: json === undefined ? 'one' : 'one-json', code }
}

const parseLeave = (root: 'x' | 'y', code: string | undefined): Address => {
  const step = root === 'x' ? 'blank' : 'go'
  // A wrong end to the address is no reason to keep anyone here.
  return { kind: 'leave', step, code: code !== undefined && CODE.test(code) ? code : undefined }
}

export const helpPath = (language: string, code: string, audience?: AudienceId): string =>
  `/s/${language === SOURCE_LANGUAGE ? '' : `${language}/`}${code}${audience === undefined ? '' : `/${keyOf(audience)}`}`

export const aboutPath = (language: string, page: AboutPage): string =>
  `/o${language === SOURCE_LANGUAGE ? '' : `/${language}`}${page === 'about' ? '' : `/${page}`}`

export const reviewPath = (language: ReviewLanguage, page: ReviewPage): string => {
  const root = `/o${language === SOURCE_LANGUAGE ? '' : `/${language}`}/review`
  switch (page.of) {
    case 'list':
      return root
    case 'how':
      return `${root}/how`
    case 'one':
      return `${root}/${page.code}`
    case 'one-json':
      return `/o/review/${page.code}.json`
    default:
      return `/o/review.${page.of}`
  }
}

/** Where the exit form goes: a municipality with an exit address of its own has its own way out. */
export const leavePath = (step: 'blank' | 'go', code?: string): string =>
  `/${step === 'blank' ? 'x' : 'y'}${code === undefined ? '' : `/${code}`}`
