import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { stockholm, type LocalDate } from '#kernel/dates.ts'
import { readRegister, type Helpline } from './helplines/helpline.ts'
import { readMunicipalities, type Municipalities } from './municipality.ts'

/** What stands in files and holds as long as the program runs: the municipalities of the day, and the helplines. */
export type Reference = {
  readonly municipalities: Municipalities
  /** As the register has them; what has been verified since is in the database. */
  readonly helplines: readonly Helpline[]
}

const MUNICIPALITIES = 'data/municipalities.csv'
const HELPLINES = 'data/helplines.yaml'

/** Reads the registers in `data/`. Throws FileProblems: file, line, field, what was expected. */
export const loadReference = (root: string, today: LocalDate = stockholm(new Date()).date): Reference => ({
  municipalities: readMunicipalities(readFileSync(join(root, MUNICIPALITIES), 'utf8'), MUNICIPALITIES, today),
  helplines: readRegister(readFileSync(join(root, HELPLINES), 'utf8'), HELPLINES),
})
