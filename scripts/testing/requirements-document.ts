import { REQUIREMENTS, type Noted, type Requirement } from '../../tests/requirements/catalogue.ts'

const DATE = /^Made from the tests' own result of \d{4}-\d{2}-\d{2}\./m

/** The document with the day left out: what a later run may differ in without saying anything else. */
export const withoutDate = (text: string): string => text.replace(DATE, '')

/** The whole document in Markdown, and the numbers that no test said anything of. */
export const requirementsDocument = (
  noted: readonly Noted[],
  date: string,
): { readonly text: string; readonly untested: readonly number[] } => {
  const byNumber = Map.groupBy(noted, ({ number }) => number)
  const of = ({ number }: Requirement): readonly Noted[] => (byNumber.get(number) ?? []).toSorted(inOrder)
  const counts = Map.groupBy(REQUIREMENTS, (requirement) => standing(of(requirement)))
  const count = (name: string): number => counts.get(name)?.length ?? 0
  return {
    untested: REQUIREMENTS.filter((requirement) => of(requirement).length === 0).map(({ number }) => number),
    text: `# The 68 requirements on safety

Made from the tests' own result of ${date}. Do not edit: \`npm test\` writes this file.

Each requirement's number stands in the name of its tests (\`R13 …\`), and each test was shown to fail on the deliberate
faults listed with it. ${count('pass')} pass, ${count('pass in part')} pass in part, ${count('not yet')} not yet, ${count('not testable here')} not testable here, ${count('FAIL')} fail.

${themes()
  .map((theme) =>
    section(
      theme,
      REQUIREMENTS.filter((requirement) => requirement.theme === theme),
      of,
    ),
  )
  .join('\n\n')}
`,
  }
}

const themes = (): readonly string[] => [...new Set(REQUIREMENTS.map(({ theme }) => theme))]

const inOrder = (a: Noted, b: Noted): number => a.title.localeCompare(b.title, 'en')

const section = (
  theme: string,
  requirements: readonly Requirement[],
  of: (requirement: Requirement) => readonly Noted[],
): string =>
  `## ${theme}

| No | Requirement | Result | What was tried |
|---|---|---|---|
${requirements
  .map(
    (requirement) =>
      `| ${requirement.number} | ${requirement.text} | ${standing(of(requirement))} | ${of(requirement).map(told).join('<br>')} |`,
  )
  .join('\n')}`

/** One word for a requirement with several tests: it passes when all do. */
const standing = (noted: readonly Noted[]): string => {
  const results = new Set(noted.map(({ result }) => result))
  if (results.has('fail')) return 'FAIL'
  if (results.has('pass')) return results.has('not yet') || results.has('not testable here') ? 'pass in part' : 'pass'
  if (results.has('not yet')) return 'not yet'
  return results.has('not testable here') ? 'not testable here' : 'not tested'
}

const told = ({ title, result, why, mutations = [] }: Noted): string => {
  const faults = mutations.length === 0 ? '' : ` (fails on: ${mutations.join('; ')})`
  const said = result === 'pass' ? `${title}${faults}` : `${title}: ${result}${why === undefined ? '' : `: ${why}`}`
  return said.replaceAll('|', '\\|').replaceAll('<', '&lt;')
}
