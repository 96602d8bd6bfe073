import type { LocalDate } from '#kernel/dates.ts'
import { loadReference } from '#modules/municipality/index.ts'
import type { NationalLine, SiteMunicipality } from './facts/facts.ts'
import { minorityLanguagesOf, readMinorityAreas } from './facts/minority-areas.ts'
import { nationalLines } from './facts/national-lines.ts'

/** What the registers know that a review needs. */
export type Known = {
  /** Nothing for a label that is no code of the register. */
  readonly municipality: (code: string) => SiteMunicipality | undefined
  readonly register: readonly NationalLine[]
}

/** Reads the registers in `data/`. Throws FileProblems: file, line, field, what was expected. */
export const loadKnown = (root: string, today: LocalDate): Known => {
  const { municipalities, helplines } = loadReference(root, today)
  const areas = readMinorityAreas(root)
  return {
    municipality(code) {
      const found = municipalities.get(code)
      if (found === undefined) return undefined
      const { name, countyCode } = found
      return { code: found.code, name, countyCode, minorityLanguages: minorityLanguagesOf(areas, code) }
    },
    register: nationalLines(helplines),
  }
}
