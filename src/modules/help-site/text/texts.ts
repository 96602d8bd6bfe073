import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { z } from 'zod'
import { FileProblems, mustParseYaml, type Problem } from '#kernel/document.ts'
import { ABOUT_PAGES, SOURCE_LANGUAGE, type AboutPage } from '../address.ts'
import { AUDIENCES, type AudienceId } from '../audience.ts'
import {
  aboutStrings,
  aboutTextSchema,
  errorsSchema,
  errorStrings,
  type AboutText,
  type ErrorTexts,
} from './about-text.ts'
import { languagesSchema, type Language } from './language.ts'
import { pageTextSchema, SECTIONS, stringsOf, type PageSection, type PageText, type SectionId } from './page-text.ts'
import { isCritical, mayBeShown, parseLedger, standingOf, type Ledger, type TextStanding } from './states.ts'
import { inSource, isolated, sayIn, wordingSchema, type Say, type Wording } from './wording.ts'

/** Everything that is written in one language, as its files hold it. */
export type Written = {
  readonly site: Wording
  readonly pages: ReadonlyMap<AudienceId, PageText>
  readonly about: ReadonlyMap<AboutPage, AboutText>
  readonly errors: ErrorTexts | undefined
  readonly ledger: Ledger
}

export type Texts = {
  /** All languages, in the order of the language list. */
  readonly languages: readonly Language[]
  /** Those whose pages the public may read. */
  readonly released: ReadonlySet<string>
  readonly written: ReadonlyMap<string, Written>
}

const NOTHING_WRITTEN: Written = {
  site: new Map(),
  pages: new Map(),
  about: new Map(),
  errors: undefined,
  ledger: new Map(),
}

/** The languages of `data/languages.yaml`, in their order. Throws FileProblems. */
export const readLanguages = (root: string): readonly Language[] =>
  readYaml(root, 'data/languages.yaml', languagesSchema)

/** Reads `data/languages.yaml` and `locales/`. Throws FileProblems: file, line, field, what was expected. */
export const readTexts = (root: string): Texts => {
  const languages = readLanguages(root)
  const written = new Map(languages.map(({ tag }) => [tag, readLanguage(root, tag)]))
  const released = new Set(
    languages
      .filter(({ tag, released: wanted }) => wanted && whatKeepsBack(written, tag).length === 0)
      .map(({ tag }) => tag),
  )
  return { languages, released, written }
}

const readLanguage = (root: string, tag: string): Written => {
  const folder = `locales/${tag}`
  if (!existsSync(join(root, folder))) return NOTHING_WRITTEN
  const site = readYaml(root, `${folder}/site.yaml`, wordingSchema)
  return {
    site: new Map(Object.entries(site)),
    pages: readFolder(
      root,
      `${folder}/pages`,
      AUDIENCES.map(({ id }) => id),
      pageTextSchema,
    ),
    about: readFolder(root, `${folder}/about`, ABOUT_PAGES, aboutTextSchema),
    errors: existsSync(join(root, `${folder}/errors.yaml`))
      ? readYaml(root, `${folder}/errors.yaml`, errorsSchema)
      : undefined,
    ledger: readLedger(root, `${folder}/states.tsv`),
  }
}

const readFolder = <N extends string, T>(
  root: string,
  folder: string,
  names: readonly N[],
  schema: z.ZodType<T>,
): ReadonlyMap<N, T> => {
  if (!existsSync(join(root, folder))) return new Map()
  const found = readdirSync(join(root, folder)).filter((file) => file.endsWith('.yaml'))
  const stray = found.filter((file) => !names.some((name) => file === `${name}.yaml`))
  if (stray.length > 0) {
    throw new FileProblems(
      stray.map((file) => problem(`${folder}/${file}`, 0, `expected one of ${names.join(', ')} (.yaml)`)),
    )
  }
  return new Map(
    names
      .filter((name) => found.includes(`${name}.yaml`))
      .map((name) => [name, readYaml(root, `${folder}/${name}.yaml`, schema)]),
  )
}

const readYaml = <T>(root: string, file: string, schema: z.ZodType<T>): T => {
  if (!existsSync(join(root, file))) throw new FileProblems([problem(file, 0, 'expected this file, found none')])
  return mustParseYaml(readFileSync(join(root, file), 'utf8'), schema, file)
}

const readLedger = (root: string, file: string): Ledger => {
  if (!existsSync(join(root, file))) return new Map()
  const parsed = parseLedger(readFileSync(join(root, file), 'utf8'))
  if (parsed.ok) return parsed.ledger
  throw new FileProblems([
    problem(
      file,
      parsed.line,
      'expected six columns parted by tabs: id, source, text, state (draft, written or reviewed), by, on',
    ),
  ])
}

const problem = (file: string, line: number, expected: string): Problem => ({ file, line, field: '', expected })

/** Every string of a language with its id: `site/exit.label`, `pages/child/lead`, `about/traces/spyware.text`. */
export const allStrings = (written: Written): ReadonlyMap<string, string> =>
  new Map([
    ...[...written.site].map(([id, text]): [string, string] => [`site/${id}`, text]),
    ...[...written.pages].flatMap(([audience, page]) =>
      stringsOf(page).map(([id, text]): [string, string] => [`pages/${audience}/${id}`, text]),
    ),
    ...[...written.about].flatMap(([name, page]) =>
      aboutStrings(page).map(([id, text]): [string, string] => [`about/${name}/${id}`, text]),
    ),
    ...(written.errors === undefined
      ? []
      : errorStrings(written.errors).map(([id, text]): [string, string] => [`errors/${id}`, text])),
  ])

/** How every string of a language stands: its own and those that only the source has. */
export const standingsOf = (written: ReadonlyMap<string, Written>, tag: string): ReadonlyMap<string, TextStanding> => {
  const known = standings.get(written) ?? new Map<string, ReadonlyMap<string, TextStanding>>()
  standings.set(written, known)
  const found = known.get(tag) ?? standingsAnew(written, tag)
  known.set(tag, found)
  return found
}

// What has been read never changes, and every page of every language asks: hashing it once keeps the start short.
const standings = new WeakMap<ReadonlyMap<string, Written>, Map<string, ReadonlyMap<string, TextStanding>>>()

const standingsAnew = (written: ReadonlyMap<string, Written>, tag: string): ReadonlyMap<string, TextStanding> => {
  const own = allStrings(written.get(tag) ?? NOTHING_WRITTEN)
  const source = tag === SOURCE_LANGUAGE ? undefined : allStrings(written.get(SOURCE_LANGUAGE) ?? NOTHING_WRITTEN)
  const ledger = written.get(tag)?.ledger ?? new Map()
  const ids = new Set([...own.keys(), ...(source?.keys() ?? [])])
  return new Map([...ids].map((id) => [id, standingOf(id, own.get(id), source?.get(id), ledger)]))
}

/**
 * The ids that keep a language from being released: critical ones that are not fresh (a person's life can hang on them).
 * Any other text that may not be shown is replaced by the Swedish one where it stands. Swedish itself is what everything
 * falls back to: there only a critical draft keeps it back, for an edited sentence that nobody has noted yet is better
 * than no site, and `rackhall texts check` says so.
 */
export const whatKeepsBack = (written: ReadonlyMap<string, Written>, tag: string): readonly string[] =>
  [...standingsOf(written, tag)]
    .filter(([id, standing]) =>
      tag === SOURCE_LANGUAGE
        ? isCritical(id) && standing === 'draft'
        : isCritical(id) && standing !== 'written' && standing !== 'reviewed',
    )
    .map(([id]) => id)

/** A section as the public reads it, in the page's language or, where that may not be shown, in Swedish. */
export type ShownSection = PageSection & { readonly id: SectionId; readonly language: string }
export type ShownPage = Pick<PageText, 'title' | 'name' | 'heading' | 'lead'> & {
  readonly language: string
  readonly sections: readonly ShownSection[]
}

/** An audience's page as the public reads it in a language; whole in Swedish where its head may not be shown. */
export const shownPage = (texts: Texts, tag: string, audience: AudienceId): ShownPage => {
  const own = texts.written.get(tag)?.pages.get(audience)
  const source = texts.written.get(SOURCE_LANGUAGE)?.pages.get(audience)
  if (source === undefined) throw new Error(`There is no page ${audience} in the source language.`)
  const standings = standingsOf(texts.written, tag)
  const shown = (id: string): boolean => mayBeShown(standings.get(`pages/${audience}/${id}`) ?? 'missing')
  const headShown = (['title', 'name', 'heading', 'lead'] as const).every(shown)
  if (own === undefined || !headShown)
    return { ...headOf(source), language: SOURCE_LANGUAGE, sections: sectionsOf(source, SOURCE_LANGUAGE) }
  const sections = sectionsOf(own, tag).flatMap((section): ShownSection[] => {
    const ids = stringsOf(own)
      .map(([id]) => id)
      .filter((id) => id.startsWith(`${section.id}.`))
    if (ids.every(shown)) return [section]
    const other = source.sections[section.id]
    return other === undefined ? [] : [{ ...other, id: section.id, language: SOURCE_LANGUAGE }]
  })
  return { ...headOf(own), language: tag, sections }
}

const headOf = ({ title, name, heading, lead }: PageText): Pick<PageText, 'title' | 'name' | 'heading' | 'lead'> => ({
  title,
  name,
  heading,
  lead,
})

const sectionsOf = (page: PageText, language: string): readonly ShownSection[] =>
  SECTIONS.flatMap((id): ShownSection[] => {
    const section = page.sections[id]
    return section === undefined ? [] : [{ ...section, id, language }]
  })

/**
 * What a page of the language may say: its own words, Swedish where it has none that may be shown. A language that is
 * not released says everything in Swedish, however much of it is written.
 */
export const sayOf = (texts: Texts, tag: string): Say => {
  const source = texts.written.get(SOURCE_LANGUAGE)?.site ?? new Map()
  if (tag === SOURCE_LANGUAGE || !texts.released.has(tag)) return sayIn(source, source)
  const standings = standingsOf(texts.written, tag)
  const shown = [...(texts.written.get(tag)?.site ?? [])].filter(([id]) =>
    mayBeShown(standings.get(`site/${id}`) ?? 'missing'),
  )
  const fromTheRight = texts.languages.some((language) => language.tag === tag && language.dir === 'rtl')
  return sayIn(new Map(shown), source, { asSource: inSource, ...(fromTheRight ? { asValue: isolated } : {}) })
}

/** The neutral pages for what went wrong, in the language where all of them may be shown, otherwise in Swedish. */
export const shownErrors = (texts: Texts, tag: string): ErrorTexts => {
  const source = texts.written.get(SOURCE_LANGUAGE)?.errors
  if (source === undefined) throw new Error('There are no error texts in the source language.')
  const own = texts.written.get(tag)?.errors
  if (own === undefined || !texts.released.has(tag)) return source
  const standings = standingsOf(texts.written, tag)
  return errorStrings(own).every(([id]) => mayBeShown(standings.get(`errors/${id}`) ?? 'missing')) ? own : source
}

/** A page about the site as the public reads it, and the language it is in. */
export const shownAbout = (
  texts: Texts,
  tag: string,
  page: AboutPage,
): { readonly text: AboutText; readonly language: string } => {
  const own = texts.written.get(tag)?.about.get(page)
  if (own !== undefined && texts.released.has(tag)) {
    const standings = standingsOf(texts.written, tag)
    if (aboutStrings(own).every(([id]) => mayBeShown(standings.get(`about/${page}/${id}`) ?? 'missing'))) {
      return { text: own, language: tag }
    }
  }
  const source = texts.written.get(SOURCE_LANGUAGE)?.about.get(page)
  if (source === undefined) throw new Error(`There is no page about ${page} in the source language.`)
  return { text: source, language: SOURCE_LANGUAGE }
}
