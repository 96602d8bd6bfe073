import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { InvalidArgumentError, type Command } from 'commander'
import { stockholm } from '#kernel/dates.ts'
import type { CliContext } from '#platform/cli.ts'
import { PROJECT_ROOT } from '#platform/config.ts'
import { SOURCE_LANGUAGE } from './address.ts'
import { exportCommand } from './export/commands.ts'
import { readFaults } from './store.ts'
import { recentVisits } from './jobs.ts'
import {
  hashOf,
  isCritical,
  printLedger,
  sourceHash,
  STATES,
  type Ledger,
  type LedgerLine,
  type TextStanding,
  type TextState,
} from './text/states.ts'
import { allStrings, readTexts, standingsOf, whatKeepsBack, type Texts } from './text/texts.ts'
import { SHOWN_FROM, shownVisits } from './visits.ts'

/** `export`, `texts`, `visits`. */
export const helpSiteCommands = (program: Command, context: CliContext): void => {
  exportCommand(program, context)
  const texts = program
    .command('texts')
    .description('the public texts: how they stand, and who has written or read them')
  texts
    .command('check')
    .description('how every text stands in every language; status 1 when a language meant for the public is kept back')
    .option('--json', 'as JSON')
    .option('--language <tag>', 'one language, text by text')
    .action((options: { json?: boolean; language?: string }) => checkTexts(context, options))
  texts
    .command('accept')
    .description("notes in a language's ledger that texts are written or reviewed as they now stand")
    .argument('<language>', 'the tag of a language, such as en')
    .requiredOption('--by <name>', 'who wrote or read them: a person or an editorial group')
    .option('--state <state>', `one of ${STATES.join(', ')}`, oneOf, 'written')
    .option('--only <prefix>', 'only texts whose id begins so, such as pages/child/')
    .action((language: string, options: { by: string; state: TextState; only?: string }) =>
      acceptTexts(context, language, options),
    )
  program
    .command('visits')
    .description('visits by municipality and month in whole tens, and faults on the public pages by kind')
    .option('--json', 'as JSON')
    .action(async (options: { json?: boolean }) => printVisits(context, options.json === true))
}

const oneOf = (given: string): TextState => {
  const state = STATES.find((name) => name === given)
  if (state === undefined) throw new InvalidArgumentError(`expected one of ${STATES.join(', ')}.`)
  return state
}

const checkTexts = (context: CliContext, options: { json?: boolean; language?: string }): void => {
  const texts = readTexts(PROJECT_ROOT)
  if (options.language !== undefined) return checkLanguage(context, texts, options.language, options.json === true)
  const rows = texts.languages.map(({ tag, endonym, released: wanted }) => {
    const count: Partial<Record<TextStanding, number>> = {}
    for (const standing of standingsOf(texts.written, tag).values()) count[standing] = (count[standing] ?? 0) + 1
    return {
      tag,
      endonym,
      wanted,
      released: texts.released.has(tag),
      texts: count,
      keptBackBy: wanted ? whatKeepsBack(texts.written, tag) : [],
    }
  })
  if (options.json === true) context.out(JSON.stringify(rows, undefined, 2))
  else {
    for (const { tag, endonym, wanted, released, texts: count, keptBackBy } of rows) {
      const standing = released
        ? 'released'
        : wanted
          ? `KEPT BACK by ${keptBackBy.join(', ')}`
          : 'not released: the card stands in its place'
      const counts = Object.entries(count).map(([name, number]) => `${number} ${name}`)
      context.out(`${tag.padEnd(10)} ${endonym.padEnd(18)} ${standing} (${counts.join(', ')})`)
    }
  }
  const faulty = rows.some(
    ({ wanted, released, texts: count }) =>
      (wanted && !released) || (released && (count.changed ?? count.unknown ?? count.stale) !== undefined),
  )
  if (faulty) context.exit(1)
}

const checkLanguage = (context: CliContext, texts: Texts, tag: string, json: boolean): void => {
  if (!texts.written.has(tag)) return wrongLanguage(context, texts, tag)
  const standings = [...standingsOf(texts.written, tag)]
  if (json) context.out(JSON.stringify(Object.fromEntries(standings), undefined, 2))
  else for (const [id, standing] of standings) context.out(`${standing.padEnd(9)} ${isCritical(id) ? '!' : ' '} ${id}`)
}

const wrongLanguage = (context: CliContext, { languages }: Texts, tag: string): void => {
  context.err(`There is no language ${tag}; there is ${languages.map((language) => language.tag).join(', ')}.`)
  context.exit(2)
}

const acceptTexts = (
  context: CliContext,
  tag: string,
  { by, state, only = '' }: { by: string; state: TextState; only?: string },
): void => {
  const texts = readTexts(PROJECT_ROOT)
  const written = texts.written.get(tag)
  if (written === undefined) return wrongLanguage(context, texts, tag)
  const source =
    tag === SOURCE_LANGUAGE ? new Map<string, string>() : allStrings(texts.written.get(SOURCE_LANGUAGE) ?? written)
  const own = allStrings(written)
  const accepted = [...own].filter(([id]) => id.startsWith(only))
  if (accepted.length === 0) {
    context.err(
      `No text of ${tag} has an id that begins with ${JSON.stringify(only)}. "rackhall texts check --language ${tag}" lists them.`,
    )
    return context.exit(2)
  }
  const on = stockholm(context.now()).date
  const line = (id: string, text: string): LedgerLine => {
    const before = written.ledger.get(id)
    const fresh: LedgerLine = { id, source: sourceHash(source.get(id)), text: hashOf(text), state, by, on }
    const same =
      before !== undefined &&
      before.text === fresh.text &&
      before.source === fresh.source &&
      before.state === state &&
      before.by === by
    // A text that has not changed keeps the day it was accepted on.
    return same ? before : fresh
  }
  const kept = [...written.ledger].filter(([id]) => own.has(id))
  const ledger: Ledger = new Map([...kept, ...accepted.map(([id, text]): [string, LedgerLine] => [id, line(id, text)])])
  const file = `locales/${tag}/states.tsv`
  writeFileSync(join(PROJECT_ROOT, file), printLedger(ledger))
  context.out(`${accepted.length} texts of ${tag} are noted as ${state} by ${by} in ${resolve(PROJECT_ROOT, file)}.`)
}

const printVisits = async (context: CliContext, json: boolean): Promise<void> => {
  const today = stockholm(context.now()).date
  const db = await context.openDatabase()
  const visits = (await recentVisits(db, today)).map((month) => ({
    ...month,
    visits: shownVisits(month.visits) ?? null,
  }))
  const faults = await readFaults(db, `${today.slice(0, 7)}-01`)
  if (json) return context.out(JSON.stringify({ shownFrom: SHOWN_FROM, visits, faults }, undefined, 2))
  if (visits.length === 0)
    context.out('No visits are written yet. They are counted in memory and written each night, in whole tens.')
  for (const { code, month, visits: count } of visits)
    context.out(`${month.slice(0, 7)}  ${code}  ${count ?? `fewer than ${SHOWN_FROM}`}`)
  for (const { kind, faults: count } of faults)
    context.out(`This month's faults on the public pages, ${kind}: ${count}`)
}
