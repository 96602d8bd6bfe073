import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { brotliCompressSync } from 'node:zlib'
import { PROJECT_ROOT } from '#platform/config.ts'
import { readStaffAssets } from '#platform/http/staff-assets.ts'
import { furnishedWorkplace } from '#tests/support/furnished-workplace.ts'
import type { Desk } from '#tests/support/staff-http.ts'
import { staffPages, type StaffPage } from '#tests/support/staff-pages.ts'

/* Every page of the staff side as it is sent, in both languages: found among the routes, so that none is forgotten. */

const LARGEST = 40 * 1024

const workplace = await furnishedWorkplace({ after })
const desks = new Map<StaffPage['role'], Desk>()
const deskOf = async ({ role }: StaffPage): Promise<Desk> => {
  const known = desks.get(role)
  if (known !== undefined) return known
  const desk = role === undefined ? workplace.site.stranger() : await workplace.people[role].desk('steady')
  desks.set(role, desk)
  return desk
}

type Seen = { readonly where: string; readonly language: string; readonly html: string; readonly status: number }

const seen: Seen[] = []
for (const page of staffPages(workplace)) {
  const desk = await deskOf(page)
  for (const language of ['sv', 'en']) {
    const { html, status } = await desk.get(`${page.address}?lang=${language}`)
    // Where there is nothing to choose, the page leads on.
    if (status !== 303) seen.push({ where: `${page.address} in ${language}`, language, html, status })
  }
}

/** What is wrong on any page, each with the page it is on. */
const wrongOn = (judge: (page: Seen) => readonly string[]): readonly string[] =>
  seen.flatMap((page) => judge(page).map((wrong) => `${page.where}: ${wrong}`))

const all = (html: string, what: RegExp): readonly string[] => [...html.matchAll(what)].map(([, one = '']) => one)

test('every page is there, and none is broken', () => {
  assert.ok(seen.length > 80, `only ${seen.length} pages were found`)
  assert.deepEqual(
    wrongOn(({ status }) => (status >= 500 ? [`${status}`] : [])),
    [],
  )
})

test('a page says its language and has a title, one heading above all others, and none left out in between', () => {
  const judged = wrongOn(({ html, language }) => {
    const levels = all(html, /<h([1-6])[ >]/g).map(Number)
    const skips = levels.some((level, at) => level > (levels[at - 1] ?? 0) + 1)
    return [
      ...(html.includes(`<html lang="${language}">`) ? [] : ['no language']),
      ...(/<title>\S.* · Räckhåll<\/title>/.test(html) ? [] : ['no title']),
      ...(levels.filter((level) => level === 1).length === 1 ? [] : ['not one h1']),
      ...(skips ? [`headings ${levels.join(' ')}`] : []),
    ]
  })
  assert.deepEqual(judged, [])
})

test('every field has a label, and no id is given twice', () => {
  const judged = wrongOn(({ html }) => {
    const ids = all(html, /\sid="([^"]*)"/g)
    const fields = all(html, /<((?:input|select|textarea)\b[^>]*)>/g).filter(
      (field) => !/type="hidden"|aria-label(?:ledby)?="/.test(field),
    )
    const named = new Set(all(html, /<label for="([^"]*)"/g))
    return [
      ...fields
        .filter((field) => !named.has(/\bid="([^"]*)"/.exec(field)?.[1] ?? ''))
        .map((field) => `no label: ${field}`),
      ...ids.filter((id, at) => ids.indexOf(id) !== at).map((id) => `${id} twice`),
    ]
  })
  assert.deepEqual(judged, [])
})

test('every text has what was to be put into it', () => {
  assert.deepEqual(
    wrongOn(({ html }) =>
      all(html.replace(/^[^]*<\/title>/, ''), />[^<>]*(\{[a-z]+\}|undefined|NaN|Invalid Date)[^<>]*</g),
    ),
    [],
  )
})

test('a page asks for nothing of any other host', () => {
  assert.deepEqual(
    wrongOn(({ html }) =>
      all(
        html,
        /<(?:script|img|iframe|link|source|form|input)\b[^>]*\s(?:src|href|action|formaction)="((?:https?:)?\/\/[^"]*)"/g,
      ),
    ),
    [],
  )
})

test('a page with its style and script is at most 40 kB, compressed', () => {
  const { style, script } = readStaffAssets(PROJECT_ROOT)
  const besides = brotliCompressSync(style.body).length + brotliCompressSync(script.body).length
  const judged = wrongOn(({ html }) => {
    const size = brotliCompressSync(html).length + besides
    return size > LARGEST ? [`${size} bytes`] : []
  })
  assert.deepEqual(judged, [])
})
