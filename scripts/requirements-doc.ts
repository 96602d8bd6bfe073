import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PROJECT_ROOT } from '#platform/config.ts'
import type { Noted } from '../tests/requirements/catalogue.ts'
import { requirementsDocument, withoutDate } from './testing/requirements-document.ts'

/*
 * Makes docs/safety-requirements.md from what the tests of a run noted of each requirement.
 *
 *   node scripts/requirements-doc.ts LOG           writes the document, unless only its date would change
 *   node scripts/requirements-doc.ts LOG --check   compares: exit status 1 when the committed one says something else
 *
 * Exit status 1 also when a requirement has no test, 2 when there is no log.
 */

const DOCUMENT = join(PROJECT_ROOT, 'docs', 'safety-requirements.md')

const main = (given: readonly string[]): number => {
  const log = given.find((word) => word !== '--check')
  if (log === undefined || !existsSync(log)) {
    console.error('Give the log of a test run: node scripts/requirements-doc.ts LOG [--check]')
    return 2
  }
  const noted = readFileSync(log, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Noted)
  // A test that was run a second time has noted a second result: the last one counts.
  const last = [...new Map(noted.map((one) => [`${one.number} ${one.title}`, one])).values()]
  const { text, untested } = requirementsDocument(last, new Date().toISOString().slice(0, 10))
  const committed = existsSync(DOCUMENT) ? readFileSync(DOCUMENT, 'utf8') : ''
  const same = withoutDate(committed) === withoutDate(text)
  if (given.includes('--check')) {
    if (!same) console.error('docs/safety-requirements.md is not what the tests say. Run npm test and commit the file.')
  } else if (!same) writeFileSync(DOCUMENT, text)
  if (untested.length > 0) console.error(`No test says anything of requirement ${untested.join(', ')}.`)
  return untested.length > 0 || (given.includes('--check') && !same) ? 1 : 0
}

process.exitCode = main(process.argv.slice(2))
