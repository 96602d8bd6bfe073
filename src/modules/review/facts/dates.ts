import { parseLocalDate, type LocalDate } from '#kernel/dates.ts'
import type { Block, Page } from '../pages/page.ts'
import type { DateFound } from './facts.ts'

type Of = DateFound['of']

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'maj', 'jun', 'jul', 'aug', 'sep', 'okt', 'nov', 'dec']
/** English months that begin in another way than the Swedish ones. */
const ENGLISH: Readonly<Record<string, number>> = { may: 5, oct: 10 }

const YEAR = String.raw`(?:19|20)\d\d`
const MONTH = String.raw`(?:jan|feb|mar|apr|maj|may|jun|jul|aug|sep|okt|oct|nov|dec)[a-z]*\.?`
/** As days are written here: 2026-11-25, 20261125, 25 november 2026, 25 nov. 2026, 25/11 2026, 25.11.2026, November 25, 2026. */
const DAY = new RegExp(
  [
    String.raw`(?<y1>${YEAR})[-./](?<m1>\d{1,2})[-./](?<d1>\d{1,2})(?!\d)`,
    String.raw`(?<!\d)(?<y2>20\d\d)(?<m2>0[1-9]|1[0-2])(?<d2>[0-3]\d)(?!\d)`,
    String.raw`(?<!\d)(?<d3>\d{1,2})(?:\s*:?e|st|nd|rd|th)?\s+(?<m3>${MONTH}),?\s+(?<y3>${YEAR})`,
    String.raw`(?<!\d)(?<d4>\d{1,2})[./](?<m4>\d{1,2})[-\s./]+(?<y4>${YEAR})`,
    String.raw`(?<m5>${MONTH})\s+(?<d5>\d{1,2}),?\s+(?<y5>${YEAR})`,
  ].join('|'),
  'i',
)

const monthOf = (text: string): number => {
  const known = /^\d+$/.test(text)
    ? Number(text)
    : (ENGLISH[text.slice(0, 3).toLowerCase()] ?? MONTHS.indexOf(text.slice(0, 3).toLowerCase()) + 1)
  return known
}

/** The first day that a text names; nothing when it names none that exists. */
const dayIn = (text: string): LocalDate | undefined => {
  const groups = DAY.exec(text)?.groups
  if (groups === undefined) return undefined
  const part = (letter: string): string =>
    ['1', '2', '3', '4', '5'].map((place) => groups[letter + place]).find((value) => value !== undefined) ?? ''
  const two = (value: number): string => String(value).padStart(2, '0')
  return parseLocalDate(`${part('y')}-${two(monthOf(part('m')))}-${two(Number(part('d')))}`)
}

/** What stands before a day tells what it is the day of. The first that fits. */
const LABELS: readonly (readonly [RegExp, Of])[] = [
  [/granskad|granskat|kontrollerad|kvalitetssäkrad|reviewed|tarkistettu/i, 'reviewed'],
  [
    /uppdaterad|uppdaterat|uppdaterades|uppdatering|ändrad|ändrat|redigerad|updated|modified|changed|päivitetty/i,
    'updated',
  ],
  [/publicerad|publicerat|publicerades|publiceringsdatum|skapad|published|posted|julkaistu/i, 'published'],
  [/gäller (?:från|fr\.?\s?o\.?\s?m)|giltig från|från och med|valid from/i, 'valid-from'],
  [/gäller (?:till|t\.?\s?o\.?\s?m)|giltig till|giltigt till|till och med|valid (?:to|until)/i, 'valid-to'],
]

/** A label stands within this many characters before its day. */
const NEAR = 48

const META: Readonly<Record<string, Of>> = { modified: 'updated', published: 'published' }

/**
 * The days that a page says of itself, in its text (menus apart) and its head. A day without a label, as in running
 * text, is none; `<time>` and meta dates that say nothing of what they mean are `other`.
 */
export const datesOf = (page: Page): readonly DateFound[] => {
  const found = page.blocks.flatMap((block, place) =>
    block.region === 'navigation' || block.region === 'banner' ? [] : labelled(page, block, page.blocks[place - 1]),
  )
  const known = new Set(found.map(({ date, of }) => `${date} ${of}`))
  const days = new Set(found.map(({ date }) => date))
  for (const { name, value } of page.dates) {
    const date = dayIn(value)
    const of = META[name] ?? 'other'
    if (date === undefined || known.has(`${date} ${of}`) || (of === 'other' && days.has(date))) continue
    known.add(`${date} ${of}`)
    found.push({ date, of, found: { url: page.url, excerpt: value, selector: of === 'other' ? 'time' : 'head' } })
  }
  return found
}

const labelled = (page: Page, block: Block, before: Block | undefined): DateFound[] => {
  const { text } = block
  // Most blocks name no year: nothing else is asked of them.
  if (!/(?:19|20)\d\d/.test(text)) return []
  const days = text.matchAll(new RegExp(DAY, 'gi'))
  let last = 0
  return [...days].flatMap(({ 0: written, index }) => {
    const date = dayIn(written)
    const start = text.slice(Math.max(last, index - NEAR), index)
    // The label may be a block of its own, as in a list of terms.
    const says = start.trim().length < 3 && before !== undefined && before.text.length <= NEAR ? before.text : start
    last = index + written.length
    const of = nearest(says)
    return date === undefined || of === undefined
      ? []
      : [{ date, of, found: { url: page.url, excerpt: `${says.trim()} ${written}`.trim(), selector: block.selector } }]
  })
}

/** The label that stands last, closest to the day. */
const nearest = (text: string): Of | undefined => {
  let best: { readonly of: Of; readonly at: number } | undefined
  for (const [label, of] of LABELS) {
    for (const { index } of text.matchAll(new RegExp(label, 'gi')))
      if (best === undefined || index > best.at) best = { of, at: index }
  }
  return best?.of
}
