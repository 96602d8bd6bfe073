import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { LocalDate } from '#kernel/dates.ts'
import { mustParseYaml } from '#kernel/document.ts'
import type { BrowserVisit } from '#modules/review/browser/browser-visit.ts'
import { VERDICT_KINDS } from '#modules/review/criteria/verdict.ts'
import type { NationalLine, SiteFacts, VisitedPage } from '#modules/review/facts/facts.ts'
import { pageFactsOf } from '#modules/review/facts/page-facts.ts'
import { readPage } from '#modules/review/pages/read-page.ts'

/** Where every saved site stands: nothing there answers. */
const ORIGIN = 'https://granback.example'
const FETCHED = '2026-11-25T08:00:00.000Z'

const browserVisit = z.strictObject({
  path: z.string(),
  hosts: z
    .array(
      z.strictObject({
        host: z.string(),
        thirdParty: z.boolean(),
        kinds: z.array(z.string()).default(['script']),
        tracker: z.string().optional(),
      }),
    )
    .default([]),
  cookies: z.array(z.strictObject({ name: z.string(), domain: z.string(), thirdParty: z.boolean() })).default([]),
  storage: z.array(z.strictObject({ origin: z.string(), keys: z.array(z.string()) })).default([]),
  axe: z
    .array(
      z.strictObject({
        rule: z.string(),
        impact: z.enum(['minor', 'moderate', 'serious', 'critical']),
        places: z.int().default(1),
        selector: z.string().default('main'),
      }),
    )
    .default([]),
  consent: z
    .strictObject({
      selector: z.string().default('#cookies'),
      says: z.string(),
      accept: z.string().optional(),
      reject: z.string().optional(),
      coversNumber: z.boolean().default(false),
      coversExit: z.boolean().default(false),
    })
    .optional(),
  exit: z
    .strictObject({
      selector: z.string().default('#exit'),
      says: z.string(),
      seenAfterScroll: z.boolean(),
      reachedByKeyboard: z.boolean(),
      aboveBanner: z.boolean(),
    })
    .optional(),
  pressed: z
    .strictObject({
      asksFor: z.array(z.string()),
      replaces: z.boolean(),
      opensTab: z.boolean(),
      helpStillThere: z.boolean(),
    })
    .optional(),
  emergencyInSight: z.boolean().default(false),
  scrollsSideways: z.boolean().default(false),
  smallestText: z.number().optional(),
  numbersNotLinked: z.array(z.string()).default([]),
})

/** A saved site and what a criterion must say of it. `site` may be left out where nothing but the pages counts. */
const caseSchema = z.strictObject({
  expect: z.enum(VERDICT_KINDS),
  reason: z.string(),
  points: z.number().optional(),
  /** Must stand in the excerpt of a piece of evidence. */
  excerpt: z.string().optional(),
  /** The register's facts of the municipality; without it the label is no code of the register. */
  municipality: z
    .strictObject({ code: z.string(), name: z.string(), minorityLanguages: z.array(z.string()).default([]) })
    .optional(),
  on: z.string().default('2026-11-25'),
  /** Where the site stands when not at the usual place, such as http://granback.example. */
  origin: z.string().default(ORIGIN),
  pages: z.array(
    z.strictObject({
      path: z.string(),
      html: z.string(),
      clicks: z.int().optional(),
      headers: z.record(z.string(), z.string()).default({}),
    }),
  ),
  documents: z
    .array(
      z.strictObject({
        path: z.string(),
        title: z.string(),
        text: z.string(),
        linkedAs: z.string().optional(),
        language: z.string().optional(),
      }),
    )
    .default([]),
  probes: z
    .array(
      z.strictObject({
        url: z.string(),
        status: z.int(),
        failure: z.literal(['unknown-host', 'timeout', 'connection-refused', 'certificate']).optional(),
        to: z.string().optional(),
        of: z.enum(['link', 'short-address']),
      }),
    )
    .default([]),
  sitemap: z.array(z.string()).optional(),
  search: z
    .union([
      z.array(z.strictObject({ word: z.string(), hits: z.array(z.string()) })),
      z.enum(['no-form', 'not-a-get-form', 'robots', 'page-limit', 'failed']),
    ])
    .default('no-form'),
  /** Left out: no browser was used. */
  browser: z.array(browserVisit).optional(),
})

export type CriterionCase = {
  readonly criterion: string
  readonly name: string
  readonly expected: Pick<z.infer<typeof caseSchema>, 'expect' | 'reason' | 'points' | 'excerpt'>
  readonly site: SiteFacts
}

/** Every saved site of every criterion, from `tests/fixtures/criteria/<id>/<case>.yaml`. Throws for a file with a fault. */
export const criterionCases = (root: string, register: readonly NationalLine[]): readonly CriterionCase[] => {
  const folder = join(root, 'tests/fixtures/criteria')
  return readdirSync(folder)
    .toSorted()
    .flatMap((criterion) =>
      readdirSync(join(folder, criterion))
        .toSorted()
        .map((name) => {
          const file = `tests/fixtures/criteria/${criterion}/${name}`
          const read = mustParseYaml(readFileSync(join(root, file), 'utf8'), caseSchema, file)
          return { criterion, name: name.replace(/\.yaml$/, ''), expected: read, site: siteOfCase(read, register) }
        }),
    )
}

/** A saved site of these pages alone, as a criterion or a proposal is given it. */
export const aSavedSite = (
  pages: readonly { readonly path: string; readonly html: string }[],
  register: readonly NationalLine[] = [],
): SiteFacts => siteOfCase(caseSchema.parse({ expect: 'met', reason: 'none', pages }), register)

const siteOfCase = (read: z.infer<typeof caseSchema>, register: readonly NationalLine[]): SiteFacts => {
  const at = (path: string): string => new URL(path, read.origin).href
  const pages = read.pages.map(({ path, html, clicks, headers }): VisitedPage => ({
    ...pageFactsOf(readPage(html, at(path)), register),
    fetchedAt: FETCHED,
    status: 200,
    headers: { 'content-type': 'text/html; charset=utf-8', ...headers },
    clicks: clicks ?? (path === '/' ? 0 : undefined),
    rendered: false,
  }))
  return {
    visit: {
      site: read.origin,
      code: read.municipality?.code ?? 'label',
      run: '2026-11-25-1',
      begunAt: FETCHED,
      endedAt: FETCHED,
      end: 'exhausted',
      about: undefined,
      browser: read.browser === undefined ? 'never' : 'auto',
      delayMs: 1000,
      pageLimit: 200,
      captures: pages.length,
    },
    on: read.on as LocalDate,
    municipality:
      read.municipality === undefined
        ? undefined
        : { ...read.municipality, countyCode: read.municipality.code.slice(0, 2) },
    pages,
    documents: read.documents.map(({ path, title, text, linkedAs, language }) => ({
      url: at(path),
      fetchedAt: FETCHED,
      title,
      text,
      linked: linkedAs === undefined ? [] : [{ url: read.origin, excerpt: linkedAs, selector: 'main a' }],
      languages:
        language === undefined
          ? []
          : [
              {
                tag: language,
                characters: text.length,
                found: { url: at(path), excerpt: text.slice(0, 100), selector: '' },
              },
            ],
    })),
    probes: read.probes.map((probe) => ({ ...probe, failure: probe.failure, to: probe.to })),
    sitemap: { found: read.sitemap !== undefined, addresses: new Set((read.sitemap ?? []).map(at)) },
    search:
      typeof read.search === 'string'
        ? { kind: 'cannot', why: read.search }
        : { kind: 'searched', words: read.search.map(({ word, hits }) => ({ word, hits: hits.map(at) })) },
    browser: read.browser?.map(({ path, ...visit }): BrowserVisit => ({
      ...visit,
      url: at(path),
      visitedAt: FETCHED,
      html: read.pages.find((page) => page.path === path)?.html ?? '',
      hosts: visit.hosts.map((host) => ({ ...host, tracker: host.tracker })),
      consent:
        visit.consent === undefined
          ? undefined
          : { ...visit.consent, accept: visit.consent.accept, reject: visit.consent.reject },
      exit: visit.exit,
      pressed: visit.pressed,
      smallestText: visit.smallestText,
      screenshot: undefined,
    })),
    browserFailures: [],
    register,
    requests: pages.length,
  }
}
