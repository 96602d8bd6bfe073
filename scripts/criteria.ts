import { loadCatalogue } from '#modules/review/criteria/catalogue.ts'
import { AREAS, type Area, type CriterionData } from '#modules/review/criteria/criterion.ts'
import { loadProfile2007 } from '#modules/review/criteria/profile-2007.ts'
import { loadProfile2026 } from '#modules/review/criteria/profile-2026.ts'
import { PROJECT_ROOT } from '#platform/config.ts'
import { keepGenerated, markdownTable } from './generated.ts'

/*
 * Makes docs/criteria.md: what a review asks of a website and why, from the very files it judges by.
 *
 *   node scripts/criteria.ts           writes the file
 *   node scripts/criteria.ts --check   compares: exit status 1 when the committed file is another
 */

const TITLES: Readonly<Record<Area, string>> = {
  F: 'Findability (hittbarhet)',
  K: 'Contact (kontakt)',
  B: 'A safe visit (säkert besök)',
  I: 'Content (innehåll)',
  M: 'Target groups (målgrupper)',
  T: 'Language and accessibility (språk och tillgänglighet)',
  D: 'Currency and accountability (aktualitet)',
}

const MODES = { A: 'machine', B: 'machine proposes', C: 'person' } as const

const criteria = loadCatalogue(PROJECT_ROOT).map(({ data }) => data)
const { name, rules, frozenOn, weights, stars } = loadProfile2026(PROJECT_ROOT)
const of2007 = loadProfile2007(PROJECT_ROOT)

const HEAD = `# Criteria

Made by \`node scripts/criteria.ts\` from \`data/criteria\` and \`data/profiles\`, the files that the program itself judges by. ${name.en}, rules ${rules}, frozen on ${frozenOn}: ${criteria.length} criteria, weight ${criteria.reduce((sum, { weight }) => sum + weight, 0)} in all.

- A verdict is *met* (1), *partly* (0.5, or another share that the criterion names), *not met* (0), *not applicable* or *cannot tell*; the last two count neither for nor against. Every verdict but *cannot tell* shows where it saw what it says: address, time, excerpt.
- ★ is a safety gate (${stars.join(', ')}): where one is not met, the label of the whole site is no better than *partly*, whatever its points.
- **Judged by**: *machine*; *machine proposes*, a person confirms; *person*, from what the machine collected. Every verdict can be contested by the municipality and overruled by name.
- **Needs**: what it cannot be judged without, besides the pages. Without it, it cannot tell.
- **Sources** are named in [sources.md](sources.md#what-the-criteria-rest-on).
`

const row = ({ id, name, question, why, weight, star, mode, needs, source }: CriterionData): readonly string[] => [
  `**${id}**${star ? ' ★' : ''} ${name.en} / ${name.sv}`,
  question.en,
  why.en,
  String(weight),
  MODES[mode],
  needs.join(', '),
  source.join(', '),
]

const areas = AREAS.flatMap((area) => [
  `\n## ${area}. ${TITLES[area]}\n`,
  `Weight ${weights[area]}.\n`,
  markdownTable(
    ['Criterion', 'Question', 'Why', 'Weight', 'Judged by', 'Needs', 'Sources'],
    criteria.filter(({ id }) => id.startsWith(area)).map(row),
  ),
])

const old = [
  `\n## The profile of 2007\n`,
  `${of2007.name.en} (${of2007.source.join(', ')}), so that today can be held beside then: \`rackhall review grade\`. Searched for: ${of2007.searchWords.join(', ')}.\n`,
  ...Object.values(of2007.tests).map(({ en }, place) => `${place + 1}. ${en}`),
  `\nGrades: ${Object.entries(of2007.grades)
    .toReversed()
    .map(([grade, fewest]) => `${grade} from ${fewest} tests passed`)
    .join(
      ', ',
    )}, else 1. How the six tests became a grade in 2007 is not in any source that could be read: this is our own reading. Shares of a test can be compared with 2007, grades only with each other.`,
]

const file = { file: 'docs/criteria.md', script: 'node scripts/criteria.ts', source: 'what the review judges by' }
process.exitCode = keepGenerated(
  { ...file, holds: () => `${criteria.length} criteria` },
  [HEAD, ...areas, ...old, ''].join('\n'),
)
