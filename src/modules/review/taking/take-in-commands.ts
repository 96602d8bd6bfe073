import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Command } from 'commander'
import { stockholm } from '#kernel/dates.ts'
import { audit, operatorHere } from '#platform/audit/index.ts'
import type { CliContext } from '#platform/cli.ts'
import { ConfigurationError, PROJECT_ROOT } from '#platform/config.ts'
import type { Queryable } from '#platform/db/index.ts'
import { asOwner } from '#platform/db/operator.ts'
import { givenFile } from '#platform/given.ts'
import { readWords } from '#platform/http/words.ts'
import { queueMail } from '#platform/mail/index.ts'
import { loadReference } from '#modules/municipality/index.ts'
import { ARCHIVE_OPTION, RUN_OPTION, runOf } from '../archive/archive-option.ts'
import { VERDICTS } from '../judging/judge-run.ts'
import { publicFrom } from '../release.ts'
import { addressesIn, addReview, addRound, readRound } from '../store.ts'
import { readTakenIn, type TakenIn } from './take-in.ts'

const PROFILE = 'rackhall-2026'

type Asked = { readonly archive: string; readonly run?: string; readonly by: string; readonly dryRun?: boolean }

/** `review take-in`: a judged run becomes a round that each municipality is shown before everybody is. */
export const takeInCommand = (review: Command, context: CliContext): void => {
  review
    .command('take-in')
    .description(
      'takes a judged run in: each municipality is shown its review and written to; 21 days later everybody sees it',
    )
    .requiredOption(...ARCHIVE_OPTION)
    .option(...RUN_OPTION)
    .requiredOption('--by <name>', 'who decided it')
    .option('--dry-run', 'says what would be taken in, and takes nothing in')
    .action(async (asked: Asked) => takeIn(context, asked))
}

const takeIn = async (context: CliContext, asked: Asked): Promise<void> => {
  const { archive } = asked
  const run = await runOf(archive, asked.run)
  const file = join(archive, run, VERDICTS)
  if (!existsSync(file))
    throw new ConfigurationError(
      `${run} is not judged yet. First: rackhall review judge --archive ${archive} --run ${run}`,
    )
  const { municipalities } = loadReference(PROJECT_ROOT, stockholm(context.now()).date)
  const found = readTakenIn(givenFile(file), file, (code) => municipalities.get(code) !== undefined)
  const db = await context.openDatabase()
  await asOwner(db, async (tx) => refuseTwice(tx, found.run))
  tellLeftOut(context, found)
  const judged = found.findings.filter(({ verdicts }) => verdicts !== undefined).length
  const said = `${found.findings.length} municipalities, ${judged} of them judged, by the rules ${found.rules}`
  if (asked.dryRun === true) return context.out(`${found.run} would be taken in: ${said}. Nothing was.`)
  const day = stockholm(context.now()).date
  const mails = await asOwner(db, async (tx) => keep(tx, context, found, asked.by))
  context.out(
    `${found.run} is taken in: ${said}. ${mails} people are written to. Everybody sees it from ${publicFrom(day)}.`,
  )
}

/** Throws ConfigurationError for a run that is in already. */
const refuseTwice = async (tx: Queryable, run: string): Promise<void> => {
  const before = await readRound(tx, run)
  if (before === undefined) return
  const { date } = stockholm(before.takenInAt)
  throw new ConfigurationError(
    `${run} was taken in on ${date} by ${before.takenInBy}. What was found is never overwritten: crawl a new run.`,
  )
}

const tellLeftOut = (context: CliContext, { unknown, unfinished, several }: TakenIn): void => {
  for (const { code, site } of unknown)
    context.err(`Left out: ${site} (${code}) is of no municipality in the register.`)
  for (const { code, site } of unfinished) context.err(`Left out: ${site} (${code}), whose visit has not ended.`)
  for (const { code, site } of several)
    context.err(`Left out: ${site} (${code}), one of several sites of the same code.`)
  if (unfinished.length + several.length > 0) context.exit(1)
}

/** Returns how many people are written to. */
const keep = async (tx: Queryable, context: CliContext, found: TakenIn, by: string): Promise<number> => {
  const now = context.now()
  const shownOn = stockholm(now).date
  const { run, rules, begunAt, endedAt, findings } = found
  const round = await addRound(tx, { run, rules, profile: PROFILE, begunAt, endedAt, now, takenInBy: by })
  for (const one of findings) await addReview(tx, { round, shownOn }, one)
  const addresses = await addressesIn(
    tx,
    findings.map(({ code }) => code),
  )
  const say = readWords(PROJECT_ROOT).sv
  const day = publicFrom(shownOn)
  await queueMail(tx, {
    to: addresses,
    subject: say('review.mail-subject'),
    text: say('review.mail-text', { day, address: `${context.config.staffOrigin}/review` }),
    about: 'review',
  })
  await audit(tx, { who: operatorHere(by), what: 'review.taken-in', about: run, detail: { reviews: findings.length } })
  return addresses.length
}
