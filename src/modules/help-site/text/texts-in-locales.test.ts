import assert from 'node:assert/strict'
import { test } from 'node:test'
import { PROJECT_ROOT } from '#platform/config.ts'
import { linesFor } from '#modules/municipality/index.ts'
import { theReference, TODAY } from '#tests/support/builders.ts'
import { ABOUT_PAGES } from '../address.ts'
import { AUDIENCES } from '../audience.ts'
import { pageFaultsOf } from './page-rules.ts'
import { fleschKincaidOf, lixOf } from './readability.ts'
import { faultsOf, linesIn, placeholdersIn } from './rules.ts'
import { isCritical } from './states.ts'
import { allStrings, readTexts, standingsOf, type Written } from './texts.ts'

const OURS = ['sv', 'sv-simple', 'en'] as const
const texts = readTexts(PROJECT_ROOT)
const writtenIn = (tag: string): Written => {
  const written = texts.written.get(tag)
  assert.ok(written !== undefined, `there are no texts in ${tag}`)
  return written
}
const stringsIn = (tag: string): ReadonlyMap<string, string> => allStrings(writtenIn(tag))
const told = (tag: string, faults: readonly { id: string; fault: string }[]): readonly string[] =>
  faults.map(({ id, fault }) => `${tag} ${id}: ${fault}`)

test('all fifteen pages, all pages about the site and what went wrong are written in all three languages', () => {
  for (const tag of OURS) {
    const { pages, about, errors } = writtenIn(tag)
    assert.deepEqual([...pages.keys()].toSorted(), AUDIENCES.map(({ id }) => id).toSorted(), tag)
    assert.deepEqual([...about.keys()].toSorted(), [...ABOUT_PAGES].toSorted(), tag)
    assert.ok(errors !== undefined, tag)
  }
})

test('every Swedish text has its like in easy Swedish and in English', () => {
  for (const tag of ['sv-simple', 'en']) {
    const own = stringsIn(tag)
    assert.deepEqual(
      [...stringsIn('sv').keys()].filter((id) => !own.has(id)),
      [],
      tag,
    )
  }
})

test("the site's own words have the same places in every language", () => {
  const swedish = stringsIn('sv')
  for (const tag of ['sv-simple', 'en'])
    for (const [id, text] of stringsIn(tag))
      if (!id.startsWith('pages/'))
        assert.deepEqual(placeholdersIn(text), placeholdersIn(swedish.get(id) ?? ''), `${tag} ${id}`)
})

test('R26 R39 no text promises what nobody can keep, types a number, gives orders, or is telling where others see it', () => {
  for (const tag of OURS) assert.deepEqual(told(tag, faultsOf(stringsIn(tag))), [])
})

test('every page is long enough, easy enough, has a short lead and three behaviours, and is a page of its own', () => {
  for (const tag of OURS) assert.deepEqual(told(tag, pageFaultsOf(tag, writtenIn(tag).pages)), [])
})

test('the pages about the site that everyone may need are as easy to read', () => {
  for (const page of ['about', 'traces', 'privacy', 'counting'] as const) {
    const running = (tag: string): string => {
      const found = writtenIn(tag).about.get(page)
      return [found?.lead, ...(found?.sections.map(({ text }) => text) ?? [])].join('\n\n')
    }
    assert.ok(lixOf(running('sv')) < 30, `sv ${page}: LIX ${lixOf(running('sv'))}`)
    assert.ok(lixOf(running('sv-simple')) < 25, `sv-simple ${page}: LIX ${lixOf(running('sv-simple'))}`)
    assert.ok(fleschKincaidOf(running('en')) <= 7, `en ${page}: grade ${fleschKincaidOf(running('en'))}`)
  }
})

/** The lines a text names that a page of its kind may not take from: `professional` ones stand on one page only. */
const linesNotThere = (id: string, text: string): readonly string[] =>
  linesIn(text).flatMap(({ kind, id: line }) => {
    const known = theReference().helplines.find((one) => one.id === line)
    if (known === undefined) return [`${id}: there is no line ${line}`]
    if (kind === 'tel' && known.numbers.length === 0) return [`${id}: ${line} has no number`]
    if (kind === 'link' && known.website === undefined) return [`${id}: ${line} has no website`]
    if (known.kind === 'professional' && !id.startsWith('pages/professional/'))
      return [`${id}: ${line} is for professionals`]
    return []
  })

test('every number and link of a text is one of the register, and professional lines stand on one page only', () => {
  for (const tag of OURS)
    assert.deepEqual(
      [...stringsIn(tag)].flatMap(([id, text]) => linesNotThere(id, text)),
      [],
      tag,
    )
})

test('a line that is not in the register, has no number, has no website or is for others is found', () => {
  const found = (text: string): number => linesNotThere('pages/child/contact.text', text).length
  assert.equal(found('Ring {tel:bris}. Läs på {link:umo}.'), 0)
  for (const text of ['{tel:nobody}', '{tel:umo}', '{link:stodlinjen-man}', '{tel:nch-professional}'])
    assert.equal(found(text), 1, text)
  assert.equal(linesNotThere('pages/professional/contact.text', '{tel:nch-professional}').length, 0)
})

const FOR_WHOEVER_USES_VIOLENCE = new Set(['emergency-112', 'valj-att-sluta'])
/** Where somebody may be who is fled from, and what they read to get away. */
const AWAY = /kvinnojour|kvinnofrid|jour\b|skyddat|tillfrakt|shelter|women's|protected housing/iu

test('the page of whoever uses violence has only 112, Välj att sluta and what the municipality itself offers', () => {
  for (const tag of OURS)
    for (const [id, text] of stringsIn(tag)) {
      if (!id.startsWith('pages/uses-violence/')) continue
      for (const { id: line } of linesIn(text)) assert.ok(FOR_WHOEVER_USES_VIOLENCE.has(line), `${tag} ${id}: ${line}`)
      assert.doesNotMatch(text, AWAY, `${tag} ${id}`)
    }
  const shown = linesFor(theReference().helplines, 'uses-violence', undefined, TODAY).map(({ line }) => line.id)
  assert.deepEqual(
    shown.filter((id) => !FOR_WHOEVER_USES_VIOLENCE.has(id)),
    [],
  )
})

/** Requirement 38 by key: the section that says it, and a word without which it does not. */
const TOLD: Readonly<Record<string, readonly [section: string, sv: RegExp, simple: RegExp, en: RegExp]>> = {
  'the button does not empty the history': [
    'exit',
    /tar inte bort historiken/,
    /tar inte bort historiken/,
    /does not remove the history/,
  ],
  'history remains': ['history', /spara adressen/, /är en lista/, /keep the address/],
  'a private window, and what it does not help against': ['private', /spionprogram/, /spionprogram/i, /spyware/],
  'delete only this site': ['only-this', /en enda sida/, /ta bort en sida/, /a single page/],
  'wiping all is suspicious': ['only-this', /väcka frågor/, /undra/, /raise questions/],
  'a borrowed device': ['first', /bibliotek/, /låna/, /library/],
  'spyware sees everything': ['spyware', /se allt/, /ser den andra allt/, /see all/],
  'synced accounts and shared tabs': ['synced', /öppna flikar/, /öppna flikar/, /open tabs/],
  'search suggestions': ['suggestions', /förslag/, /komma upp igen/, /hints/],
  "the phone's call log": ['calls', /samtalslista/, /mobilens lista/, /list of calls/],
  'screenshots end up in the photo roll': [
    'screenshots',
    /bland dina bilder/,
    /bland dina andra bilder/,
    /among your pictures/,
  ],
}

test('R38 the page about traces tells everything it must, in every language', () => {
  for (const [what, [section, ...words]] of Object.entries(TOLD))
    OURS.forEach((tag, place) => {
      const text =
        writtenIn(tag)
          .about.get('traces')
          ?.sections.find(({ id }) => id === section)?.text ?? ''
      assert.match(text, words[place] as RegExp, `${tag}: ${what}`)
    })
})

test('R12 R23 R40 leaving says what it does and does not do, and a call that it can be seen and how to remove it', () => {
  const said: readonly [string, RegExp, RegExp, RegExp][] = [
    ['exit.label', /^Lämna sidan snabbt$/, /^Lämna sidan snabbt$/, /^Leave this page quickly$/],
    ['exit.helper', /tar dig till.*tömmer inte/, /tar dig till.*tömmer inte/, /takes you to.*does not clear/],
    [
      'safety.line',
      /tar dig härifrån.*tar inte bort.*Prova/,
      /tar dig bort.*kan ändå synas.*Prova/,
      /takes you away.*does not remove.*try it/,
    ],
    ['numbers.log', /samtalslista.*ta bort/, /mobilens lista.*ta bort/, /list of calls.*remove/],
  ]
  for (const [id, ...words] of said)
    OURS.forEach((tag, place) =>
      assert.match(writtenIn(tag).site.get(id) ?? '', words[place] as RegExp, `${tag} ${id}`),
    )
})

test('every language that is meant for the public is released, with every text written or reviewed as it stands', () => {
  const wanted = texts.languages.filter(({ released }) => released).map(({ tag }) => tag)
  assert.deepEqual([...texts.released], wanted)
  for (const tag of texts.released)
    assert.deepEqual(
      [...standingsOf(texts.written, tag)]
        .filter(([, standing]) => standing !== 'written' && standing !== 'reviewed')
        .map(([id, standing]) => `${id} is ${standing}: read it, then "rackhall texts accept ${tag} --by NAME"`),
      [],
      tag,
    )
})

test('every line of a ledger has an id, two hashes, a state, a name and a day, and no text is left of that is gone', () => {
  for (const tag of OURS) {
    const { ledger } = writtenIn(tag)
    const own = stringsIn(tag)
    assert.deepEqual(
      [...ledger.keys()].filter((id) => !own.has(id)),
      [],
      tag,
    )
    for (const { id, source, text, by, on } of ledger.values()) {
      assert.match(text, /^[0-9a-f]{12}$/, id)
      assert.match(source, tag === 'sv' ? /^-$/ : /^(?:[0-9a-f]{12}|-)$/, id)
      assert.ok(by.length > 1 && on >= '2026-11-24', id)
    }
  }
})

test('there are critical texts of every kind, so that a language cannot be released without them', () => {
  const critical = [...stringsIn('sv').keys()].filter(isCritical)
  for (const kind of ['danger', 'exit', 'numbers', 'hours', 'device'])
    assert.ok(
      critical.some((id) => id.startsWith(`site/${kind}.`)),
      kind,
    )
})
