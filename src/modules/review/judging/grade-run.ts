import type { LocalDate } from '#kernel/dates.ts'
import { isFault, type ArchiveFault } from '../archive/fault.ts'
import { sitesOf } from '../archive/place.ts'
import { readVisit } from '../archive/read.ts'
import { gradeOf2007, loadProfile2007, TESTS_OF_2007, type GradeOf2007 } from '../criteria/profile-2007.ts'
import type { VisitEnd } from '../crawl/visit.ts'
import { siteFactsOf } from '../facts/site-facts.ts'
import { endedWhole } from '../crawl/visit.ts'
import { loadKnown } from '../known.ts'

/** A site of a run as it would have been graded in 2007; without a grade when its visit did not end whole. */
export type GradedSite = {
  readonly code: string
  readonly site: string
  readonly end: VisitEnd | undefined
  readonly grade: GradeOf2007 | undefined
}

type RunToGrade = { readonly root: string; readonly archive: string; readonly run: string }

/** Grades the archive of a run by the profile of 2007, without any network: a site or what is wrong with it, one by one. */
export async function* gradeRun({ root, archive, run }: RunToGrade): AsyncGenerator<GradedSite | ArchiveFault> {
  const profile = loadProfile2007(root)
  const known = loadKnown(root, run.slice(0, 10) as LocalDate)
  for (const folder of await sitesOf(archive, run)) {
    const read = await readVisit(folder)
    if (isFault(read)) yield read
    else {
      const { code, site, end } = read.visit
      // Documents were no part of the review of 2007, so none is opened.
      const facts = endedWhole(read.visit)
        ? siteFactsOf(read, { municipality: known.municipality(code), register: known.register, texts: new Map() })
        : undefined
      yield { code, site, end, grade: facts === undefined ? undefined : gradeOf2007(facts, profile) }
    }
  }
}

const percent = (count: number, of: number): string => `${String(Math.round((count / of) * 100)).padStart(3)} %`

/** What a run came to, as lines to read: the share that passes each test, and of each grade. */
export const gradeLines = (sites: readonly GradedSite[]): readonly string[] => {
  const grades = sites.flatMap(({ grade }) => grade ?? [])
  if (grades.length === 0) return ['No site could be graded.']
  const tests = TESTS_OF_2007.map((test) => {
    const made = grades.filter(({ tests }) => tests[test] !== undefined)
    const passed = made.filter(({ tests }) => tests[test] === true).length
    const untold = made.length < grades.length ? `, of ${made.length} where it could be asked` : ''
    return `  ${test.padEnd(12)}${made.length === 0 ? '  could not be asked' : percent(passed, made.length)}${untold}`
  })
  const shares = [5, 4, 3, 2, 1].map((grade) => {
    const count = grades.filter(({ lowest, highest }) => lowest === grade && highest === grade).length
    return `  grade ${grade}     ${percent(count, grades.length)}`
  })
  const between = grades.filter(({ lowest, highest }) => lowest !== highest).length
  return [
    `Of ${sites.length} sites, ${grades.length} graded. Passed, of the six tests of 2007:`,
    ...tests,
    ...shares,
    `  from … to   ${percent(between, grades.length)}  (the search could not be asked)`,
    'In 2007, 47 % had no information at all. How tests became grades then is not known: the grades are our own reading.',
  ]
}
