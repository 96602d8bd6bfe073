import { Option, type Command } from 'commander'
import { stockholm } from '#kernel/dates.ts'
import { audit, operatorHere } from '#platform/audit/index.ts'
import type { CliContext } from '#platform/cli.ts'
import { ConfigurationError } from '#platform/config.ts'
import type { Queryable } from '#platform/db/index.ts'
import { givenMoment } from '#platform/given.ts'
import { isRunning } from './doors.ts'
import { receptionFindings } from './findings.ts'
import { PAUSE_REASONS, type PauseReason } from './pause.ts'
import type { Reception } from './reception.ts'
import { endPause, setPause } from './store.ts'

type ReceptionOf = (
  db: Queryable,
  name: string,
) => Promise<{ readonly reception: Reception; readonly receptions: readonly Reception[] }>

type PauseOptions = { readonly reason: PauseReason; readonly until: Date; readonly to: string; readonly by: string }

/** `reception pause | resume`. */
export const pauseCommands = (program: Command, context: CliContext, receptionOf: ReceptionOf): void => {
  program
    .command('pause')
    .description('a reception stops answering for a while, from now on, and another answers in its place')
    .argument('<name>', "the reception's name")
    .addOption(
      new Option('--reason <reason>', 'what the pages say of why; never who')
        .choices(PAUSE_REASONS)
        .makeOptionMandatory(),
    )
    .requiredOption('--until <moment>', 'when it ends by itself, such as "2026-11-26 08:00"', givenMoment)
    .requiredOption('--to <name>', 'the reception that answers in its place')
    .requiredOption('--by <name>', 'who decided it')
    .action(async (name: string, options: PauseOptions) => pauseIt(context, receptionOf, name, options))
  program
    .command('resume')
    .description('ends a pause before its time; status 1 when there was none')
    .argument('<name>', "the reception's name")
    .requiredOption('--by <name>', 'who decided it')
    .action(async (name: string, { by }: { by: string }) => resume(context, receptionOf, name, by))
}

const pauseIt = async (
  context: CliContext,
  receptionOf: ReceptionOf,
  name: string,
  { reason, until, to, by }: PauseOptions,
): Promise<void> => {
  const now = context.now()
  if (until <= now) throw new ConfigurationError('--until has passed already, so the pause would never begin.')
  if (to === name) throw new ConfigurationError('--to names the reception itself; it must be another that answers.')
  const db = await context.openDatabase()
  const { reception, receptions } = await receptionOf(db, name)
  const { reception: instead } = await receptionOf(db, to)
  if (isRunning(instead.pause, now))
    throw new ConfigurationError(`${to} pauses, too. Name a reception that answers, or end its pause first.`)
  const relying = receptions.filter(({ pause }) => pause?.to === name && isRunning(pause, now)).map((one) => one.name)
  if (relying.length > 0)
    throw new ConfigurationError(
      `${name} answers in the place of ${relying.join(', ')}. Hand that over to another first: rackhall reception pause ${relying[0]} …`,
    )
  const pause = { reason, since: now, until, to, by }
  await db.transaction(async (tx) => {
    await setPause(tx, reception, pause)
    await audit(tx, { who: operatorHere(by), what: 'reception.paused', about: name, detail: { reason, to } })
  })
  const { date, time } = stockholm(until)
  context.out(`${reception.title} pauses until ${date} ${time}; ${instead.title} answers in its place.`)
  context.out(`End it before that with: rackhall reception resume ${name} --by NAME`)
  const paused = receptions.map((one) => (one.name === name ? { ...one, pause } : one))
  const without = receptionFindings(paused, now).flatMap((finding) =>
    finding.kind === 'nobody-instead' && finding.reception === name ? [finding.municipality] : [],
  )
  if (without.length === 0) return
  context.err(`${to} is not decided and opened for ${without.join(', ')}: their pages name nobody in its place.`)
  context.exit(1)
}

const resume = async (context: CliContext, receptionOf: ReceptionOf, name: string, by: string): Promise<void> => {
  const db = await context.openDatabase()
  const { reception } = await receptionOf(db, name)
  const ended = await db.transaction(async (tx) => {
    const done = await endPause(tx, reception, by)
    if (done) await audit(tx, { who: operatorHere(by), what: 'reception.resumed', about: name })
    return done
  })
  if (ended) return context.out(`${reception.title}: the pause has ended.`)
  context.err(`${reception.title} has no pause to end.`)
  context.exit(1)
}
