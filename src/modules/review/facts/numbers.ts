import type { Link, Page } from '../pages/page.ts'
import type { NationalLine, NumberRole, PhoneNumber } from './facts.ts'
import { hoursBeside } from './number-hours.ts'
import { placeOf, type Numbered } from './number-place.ts'
import { labelOf, roleOf } from './number-role.ts'
import { numbersIn, type Written } from './numbers-written.ts'
import { shortNumbers } from './numbers-short.ts'

/**
 * The telephone numbers of a page, each once, in the order they are first met in its text; those of its header and
 * footer alone come last. A number that stands in several places has the role that says most of it: what the site calls
 * its switchboard is the switchboard wherever it stands. `register` are the national lines.
 */
export const numbersOf = (page: Page, register: readonly NationalLine[]): readonly PhoneNumber[] => {
  const short = shortNumbers(register)
  const numbered = page.blocks.map(({ text }) => numbersIn(text, short))
  const calls = callsOf(page.links, short)
  if (calls.length === 0 && numbered.every((found) => found.length === 0)) return []
  const national = nationalNumbers(register)
  const places = [...inTexts(page, numbered, calls, national), ...onlyInLinks(page, numbered, calls, national)]
  const met = Map.groupBy(places.toSorted(ownFirst), ({ e164 }) => e164)
  return [...met.values()].flatMap(joined)
}

const ownFirst = (a: PhoneNumber, b: PhoneNumber): number => Number(a.ofTheSite) - Number(b.ofTheSite)

const sets = new WeakMap<readonly NationalLine[], ReadonlySet<string>>()

const nationalNumbers = (register: readonly NationalLine[]): ReadonlySet<string> => {
  const known = sets.get(register) ?? new Set(register.flatMap(({ numbers }) => numbers))
  sets.set(register, known)
  return known
}

/** A link that calls, and what it calls; the number as the link has it. */
type Call = { readonly link: Link; readonly written: Written }

const callsOf = (links: readonly Link[], short: readonly string[]): readonly Call[] =>
  links.flatMap((link) => {
    if (!/^tel:/i.test(link.to)) return []
    const [number = ''] = unescaped(link.to.slice('tel:'.length)).split(/[;,?]/)
    const [written] = numbersIn(number.replace(/^\/+/, '').trim(), short)
    return written === undefined ? [] : [{ link, written }]
  })

const unescaped = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

const isOfTheSite = (region: Link['region']): boolean => region !== 'main' && region !== 'aside'

const inTexts = (
  page: Page,
  numbered: Numbered,
  calls: readonly Call[],
  national: ReadonlySet<string>,
): readonly PhoneNumber[] =>
  numbered.flatMap((found, block) =>
    found.map((written, index): PhoneNumber => {
      const { region = 'main', text = '', selector = '' } = page.blocks[block] ?? {}
      const call = calls.find(({ link, written: { e164 } }) => link.block === block && e164 === written.e164)
      const context = {
        ...placeOf(page, numbered, block, index),
        title: page.title,
        ofTheSite: isOfTheSite(region),
        link: '',
      }
      const role = roleOf(written.e164, national, context)
      return {
        e164: written.e164,
        asWritten: written.asWritten,
        role,
        label: labelOf(context),
        hours: hoursBeside(page, numbered, block, index, role),
        found: { url: page.url, excerpt: text, selector },
        linked: call !== undefined,
        ofTheSite: isOfTheSite(region),
      }
    }),
  )

/** Numbers that a link calls and its text does not show: "Ring socialjouren", or another number than the one it calls. */
const onlyInLinks = (
  page: Page,
  numbered: Numbered,
  calls: readonly Call[],
  national: ReadonlySet<string>,
): readonly PhoneNumber[] =>
  calls
    .filter(({ link, written }) =>
      (link.block === undefined ? [] : (numbered[link.block] ?? [])).every(({ e164 }) => e164 !== written.e164),
    )
    .map(({ link, written }): PhoneNumber => {
      const { block, region, selector, says, under } = link
      const headings =
        block === undefined
          ? under === undefined
            ? []
            : [page.blocks[under]?.text ?? '']
          : (page.blocks[block]?.under ?? []).toReversed().map((place) => page.blocks[place]?.text ?? '')
      const text = (block === undefined ? undefined : page.blocks[block]?.text) ?? says
      const [before = '', after = ''] = says === '' ? [text] : text.split(says)
      const context = {
        before: before.slice(-200),
        after: after.slice(0, 200),
        lines: [],
        row: [],
        earlier: '',
        headings,
        title: page.title,
        ofTheSite: isOfTheSite(region),
        link: says,
      }
      return {
        e164: written.e164,
        asWritten: written.asWritten,
        role: roleOf(written.e164, national, context),
        label: labelOf(context),
        hours: undefined,
        found: { url: page.url, excerpt: text === '' ? written.asWritten : text, selector },
        linked: true,
        ofTheSite: isOfTheSite(region),
      }
    })

/** Which of two roles says more of a number: that it is the switchboard says that it is nobody's direct one. */
const SAYS_MOST: readonly NumberRole[] = [
  'emergency',
  'national',
  'switchboard',
  'bridge',
  'on-call',
  'reception',
  'other',
]

const joined = (places: readonly PhoneNumber[]): readonly PhoneNumber[] => {
  const [first] = places
  if (first === undefined) return []
  const own = places.filter(({ ofTheSite }) => ofTheSite === first.ofTheSite)
  const role = SAYS_MOST.find((role) => places.some((place) => place.role === role)) ?? first.role
  const named = own.find((place) => place.role === role) ?? first
  return [
    {
      ...first,
      role,
      label: named.label,
      hours: named.hours ?? own.find(({ hours }) => hours !== undefined)?.hours,
      linked: places.some(({ linked }) => linked),
    },
  ]
}
