import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { receptionSchema } from '#modules/collaboration/reception.ts'
import { operatorSchema } from '#modules/help-site/operator.ts'
import { fragmentSchema } from '#modules/help-site/pages/fragment.ts'
import { crisisTextsSchema } from '#modules/municipality/crisis.ts'
import { registerSchema } from '#modules/municipality/helplines/helpline.ts'
import { contactsSchema } from '#modules/municipality/local-help.ts'
import { exportedSchema } from '#modules/review/export.ts'
import { factsLineSchema } from '#modules/review/facts/facts-line.ts'
import { reviewsSchema } from '#modules/review/public/data.ts'
import { reportSchema } from '#modules/review/report/json.ts'
import { PROJECT_ROOT } from '#platform/config.ts'

/*
 * Makes docs/schemas from the very schemas the code reads with, so that an editor can help whoever writes such a file.
 *
 *   node scripts/json-schemas.ts           writes the files, and removes those of schemas that are no more
 *   node scripts/json-schemas.ts --check   compares: exit status 1 when a committed file is another
 */

const FOLDER = join(PROJECT_ROOT, 'docs', 'schemas')

/** File name → schema and what it describes. */
const SCHEMAS: Readonly<Record<string, { readonly schema: z.ZodType; readonly title: string }>> = {
  'contacts.schema.json': {
    schema: contactsSchema,
    title: 'What a municipality confirms of its own help: rackhall municipality set CODE --file contacts.yaml',
  },
  'crisis.schema.json': {
    schema: crisisTextsSchema,
    title: 'The texts of a crisis notice, by language: rackhall crisis set --file texts.yaml',
  },
  'fragment.schema.json': {
    schema: fragmentSchema,
    title: 'What /f/CODE.json and /f/CODE/KEY.json answer, for a municipality’s own site',
  },
  'helplines.schema.json': { schema: registerSchema, title: 'The register of helplines: data/helplines.yaml' },
  'operator.schema.json': { schema: operatorSchema, title: 'Who runs the site: the file named by OPERATOR_FILE' },
  'reception.schema.json': {
    schema: receptionSchema,
    title: 'A reception, whom it serves, its rota and decisions: rackhall reception set FILE.yaml',
  },
  'review-export.schema.json': {
    schema: exportedSchema,
    title: 'A line for each site of a run: rackhall review export --format jsonl',
  },
  'review-facts.schema.json': {
    schema: factsLineSchema,
    title: 'A line for each page: rackhall review facts --pages FILE.jsonl',
  },
  'review-report.schema.json': {
    schema: reportSchema,
    title: 'A report of the review of a website: rackhall review report --format json',
  },
  'reviews.schema.json': { schema: reviewsSchema, title: 'Every public review: /o/review.json' },
}

/** As people write it: what the code makes of it afterwards is left out, and so are rules that JSON Schema has no words for. */
const written = (name: string): string => {
  const { schema, title } = SCHEMAS[name] ?? {}
  if (schema === undefined) throw new Error(`There is no schema for ${name}.`)
  const { $schema, ...rest } = z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
    // Said of values in our memory; the file may well be written.
    override: ({ jsonSchema }) => void delete jsonSchema.readOnly,
  })
  return `${JSON.stringify({ $schema, title, ...rest }, undefined, 2)}\n`
}

const readOr = (file: string): string => (existsSync(file) ? readFileSync(file, 'utf8') : '')

const main = (check: boolean): number => {
  const names = Object.keys(SCHEMAS)
  const gone = existsSync(FOLDER) ? readdirSync(FOLDER).filter((name) => !names.includes(name)) : []
  const changed = names.filter((name) => readOr(join(FOLDER, name)) !== written(name))
  if (check) {
    const wrong = [...changed, ...gone].map((name) => `docs/schemas/${name}`)
    if (wrong.length === 0) return 0
    console.error(`${wrong.join(', ')}: not what the code reads. Run node scripts/json-schemas.ts and commit.`)
    return 1
  }
  mkdirSync(FOLDER, { recursive: true })
  for (const name of gone) rmSync(join(FOLDER, name))
  for (const name of changed) {
    writeFileSync(join(FOLDER, name), written(name))
    console.log(`docs/schemas/${name}`)
  }
  return 0
}

process.exitCode = main(process.argv.includes('--check'))
