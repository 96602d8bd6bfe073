import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { InvalidArgumentError, type Command } from 'commander'
import { stockholm } from '#kernel/dates.ts'
import type { CliContext } from '#platform/cli.ts'
import { SOURCE_LANGUAGE } from '../address.ts'
import { pageFaultsOf } from './page-rules.ts'
import { faultsOf } from './rules.ts'
import {
  accept,
  isCritical,
  mayBeShown,
  printLedger,
  STATES,
  TO_BE_LOOKED_AT,
  type TextStanding,
  type TextState,
} from './states.ts'
import { allStrings, readTexts, standingsOf, whatKeepsBack, type Texts } from './texts.ts'

type Speaking = Pick<CliContext, 'out' | 'err' | 'exit' | 'now'>

/** `texts check` and `texts accept`, over the texts in `root`. */
export const textCommands = (program: Command, context: Speaking, root: string): void => {
  const texts = program
    .command('texts')
    .description('the public texts: how they stand, and who has written or read them')
  texts
    .command('check')
    .description(
      'how every text stands in every language; status 1 when one that is meant for the public does not stand',
    )
    .option('--json', 'as JSON')
    .option('--language <tag>', 'one language, text by text')
    .action(({ json = false, language }: { json?: boolean; language?: string }) =>
      language === undefined
        ? checkTexts(context, readTexts(root), json)
        : checkLanguage(context, readTexts(root), language, json),
    )
  texts
    .command('accept')
    .description("notes in a language's ledger that texts are written or reviewed as they now stand")
    .argument('<language>', 'the tag of a language, such as en')
    .requiredOption('--by <name>', 'who wrote or read them: a person or an editorial group', oneLine)
    .option('--state <state>', `one of ${STATES.join(', ')}`, oneOf, 'written')
    .option('--only <prefix>', 'only texts whose id begins so, such as pages/child/', '')
    .action((language: string, options: Accepting) => acceptTexts(context, root, language, options))
}

const oneOf = (given: string): TextState => {
  const state = STATES.find((name) => name === given)
  if (state === undefined) throw new InvalidArgumentError(`expected one of ${STATES.join(', ')}.`)
  return state
}

// A name stands in a column of the ledger: a tab or a line break in it would break the file for everyone.
const oneLine = (given: string): string => {
  const name = given.trim()
  if (name === '' || /[\t\r\n]/.test(name)) throw new InvalidArgumentError('expected a name on one line.')
  return name
}

const checkTexts = (context: Speaking, texts: Texts, json: boolean): void => {
  const rows = texts.languages.map(({ tag, endonym, released: wanted }) => {
    const count: Partial<Record<TextStanding, number>> = {}
    for (const standing of standingsOf(texts.written, tag).values()) count[standing] = (count[standing] ?? 0) + 1
    const written = texts.written.get(tag)
    return {
      tag,
      endonym,
      wanted,
      released: texts.released.has(tag),
      texts: count,
      keptBackBy: wanted ? whatKeepsBack(texts.written, tag) : [],
      // A draft may still be wrong; what the public reads may not.
      faults:
        wanted && written !== undefined ? [...faultsOf(allStrings(written)), ...pageFaultsOf(tag, written.pages)] : [],
    }
  })
  if (json) context.out(JSON.stringify(rows, undefined, 2))
  else for (const row of rows) for (const line of linesOf(row)) context.out(line)
  const faulty = rows.some(
    ({ wanted, released, texts: count, faults }) =>
      wanted && (!released || faults.length > 0 || TO_BE_LOOKED_AT.some((standing) => count[standing] !== undefined)),
  )
  if (faulty) context.exit(1)
}

type Row = {
  readonly tag: string
  readonly endonym: string
  readonly wanted: boolean
  readonly released: boolean
  readonly texts: Partial<Record<TextStanding, number>>
  readonly keptBackBy: readonly string[]
  readonly faults: ReturnType<typeof faultsOf>
}

const linesOf = ({ tag, endonym, wanted, released, texts, keptBackBy, faults }: Row): readonly string[] => {
  const standing = released
    ? 'released'
    : wanted
      ? `KEPT BACK by ${keptBackBy.join(', ')}`
      : 'not released: the card stands in its place'
  const counts = Object.entries(texts).map(([name, number]) => `${number} ${name}`)
  return [
    `${tag.padEnd(10)} ${endonym.padEnd(18)} ${standing} (${counts.join(', ')})`,
    ...faults.map(({ id, fault }) => `${tag.padEnd(10)} ${id}: ${fault}`),
  ]
}

const checkLanguage = (context: Speaking, texts: Texts, tag: string, json: boolean): void => {
  if (!texts.written.has(tag)) return wrongLanguage(context, texts, tag)
  const standings = [...standingsOf(texts.written, tag)]
  if (json) context.out(JSON.stringify(Object.fromEntries(standings), undefined, 2))
  else for (const [id, standing] of standings) context.out(`${standing.padEnd(9)} ${isCritical(id) ? '!' : ' '} ${id}`)
  if (texts.languages.some((language) => language.tag === tag && language.released))
    if (standings.some(([, standing]) => !mayBeShown(standing) || TO_BE_LOOKED_AT.includes(standing))) context.exit(1)
}

const wrongLanguage = (context: Speaking, { languages }: Texts, tag: string): void => {
  context.err(`There is no language ${tag}; there is ${languages.map((language) => language.tag).join(', ')}.`)
  context.exit(2)
}

type Accepting = { readonly by: string; readonly state: TextState; readonly only: string }

const acceptTexts = (context: Speaking, root: string, tag: string, { by, state, only }: Accepting): void => {
  const texts = readTexts(root)
  const written = texts.written.get(tag)
  if (written === undefined) return wrongLanguage(context, texts, tag)
  const own = allStrings(written)
  const chosen = new Set([...own.keys()].filter((id) => id.startsWith(only)))
  if (chosen.size === 0) {
    context.err(
      own.size === 0
        ? `Nothing is written in ${tag} yet: locales/${tag}/ is where it goes.`
        : `No text of ${tag} has an id that begins with ${JSON.stringify(only)}. "rackhall texts check --language ${tag}" lists them.`,
    )
    return context.exit(2)
  }
  const source = tag === SOURCE_LANGUAGE ? undefined : allStrings(texts.written.get(SOURCE_LANGUAGE) ?? written)
  const ledger = accept(written.ledger, { own, source, chosen, state, by, on: stockholm(context.now()).date })
  const file = join(root, 'locales', tag, 'states.tsv')
  writeFileSync(file, printLedger(ledger))
  context.out(`${chosen.size} texts of ${tag} are noted as ${state} by ${by} in ${file}.`)
}
