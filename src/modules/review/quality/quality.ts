import {
  NUMBER_ROLES,
  type MentionName,
  type Mentions,
  type NumberRole,
  type PageFacts,
  type PageKind,
} from '../facts/facts.ts'

/** What a person who has read a page says of it: what the machine should have found, and nothing else. */
export type Labels = {
  readonly kind: PageKind
  readonly numbers: readonly {
    readonly e164: string
    readonly role: NumberRole
    readonly hours?: string | undefined
  }[]
  readonly mentions: Mentions
  readonly languages: readonly string[]
}

/** A labelled page (märkt sida) and what the machine found on it. */
export type Compared = { readonly name: string; readonly labels: Labels; readonly found: PageFacts }

/**
 * How often the machine is right about one kind of fact. `precision`: of what it found, the share that is there;
 * `recall`: of what is there, the share that it found; nothing where there was nothing to find or nothing was found.
 */
export type Measured = {
  readonly precision: number | undefined
  readonly recall: number | undefined
  /** How many were there, and how many pages had any or were said to have. */
  readonly there: number
  readonly pages: number
  /** Where it was wrong: `page: +what` for one too many, `page: -what` for one not found. */
  readonly wrong: readonly string[]
}

/** A fact as one word for each thing found: what is there and what was found are compared as sets. */
type Fact = {
  readonly name: string
  readonly there: (labels: Labels) => readonly string[]
  readonly found: (facts: PageFacts) => readonly string[]
}

const GROUPS = ['honour', 'children', 'older', 'disability', 'lgbtqi', 'trafficking', 'onlineAbuse'] as const
const WAYS = ['emergency112', 'perpetratorHelp', 'nationalLine', 'anonymousContact', 'quickExit'] as const
const KINDS: readonly PageKind[] = ['help', 'help-for-perpetrator', 'child', 'news', 'staff', 'plan', 'report-concern']

const same = <T>(name: string, of: (page: Pick<Labels, 'kind' | 'numbers' | 'mentions'>) => T[]): Fact => ({
  name,
  there: (labels) => of(labels).map(String),
  found: (facts) => of(facts).map(String),
})

const ifTrue = (name: MentionName): Fact =>
  same(`mention ${name}`, ({ mentions }) => (mentions[name] === true ? [name] : []))

const FACTS: readonly Fact[] = [
  same('numbers', ({ numbers }) => numbers.map(({ e164 }) => e164)),
  same('roles', ({ numbers }) => numbers.map(({ e164, role }) => `${e164} ${role}`)),
  ...NUMBER_ROLES.map((role) =>
    same(`role ${role}`, ({ numbers }) => numbers.flatMap((number) => (number.role === role ? [number.e164] : []))),
  ),
  same('hours', ({ numbers }) =>
    numbers.flatMap(({ e164, hours }) => (hours === undefined ? [] : [`${e164} ${hours}`])),
  ),
  same('audiences', ({ mentions }) => GROUPS.filter((name) => mentions[name] === true)),
  same('ways in', ({ mentions }) => WAYS.filter((name) => mentions[name] === true)),
  same('words in a list', ({ mentions }) => [...GROUPS, ...WAYS].filter((name) => mentions[name] === 'weak')),
  ...[...GROUPS, ...WAYS].map(ifTrue),
  same('after hours', ({ mentions: { afterHours } }) => (afterHours === 'none' ? [] : [afterHours])),
  same('kind', ({ kind }) => [kind]),
  ...KINDS.map((kind) => same(`kind ${kind}`, (page) => (page.kind === kind ? [kind] : []))),
  {
    name: 'languages',
    there: ({ languages }) => languages,
    found: ({ languages }) => languages.map(({ tag }) => tag),
  },
]

/** How right the machine is about each fact, over the labelled pages. Pure. */
export const qualityOf = (pages: readonly Compared[]): Readonly<Record<string, Measured>> =>
  Object.fromEntries(FACTS.map((fact) => [fact.name, measured(fact, pages)]))

const measured = (fact: Fact, pages: readonly Compared[]): Measured => {
  let right = 0
  let there = 0
  let found = 0
  let named = 0
  const wrong: string[] = []
  for (const page of pages) {
    const labelled = new Set(fact.there(page.labels))
    const said = new Set(fact.found(page.found))
    right += [...said].filter((one) => labelled.has(one)).length
    there += labelled.size
    found += said.size
    if (labelled.size + said.size > 0) named += 1
    for (const one of said) if (!labelled.has(one)) wrong.push(`${page.name}: +${one}`)
    for (const one of labelled) if (!said.has(one)) wrong.push(`${page.name}: -${one}`)
  }
  return { precision: share(right, found), recall: share(right, there), there, pages: named, wrong }
}

const share = (part: number, whole: number): number | undefined => (whole === 0 ? undefined : part / whole)
