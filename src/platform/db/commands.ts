import { existsSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import type { Command } from 'commander'
import type { CliContext } from '../cli.ts'
import { BackupDamaged, type Summary } from './backup/format.ts'
import { noteBackup } from './backup/ledger.ts'
import { checkBackup } from './backup/read.ts'
import { restoreBackup } from './backup/restore.ts'
import { writeBackup } from './backup/write.ts'
import type { Queryable } from './connection.ts'
import type { Database } from './database.ts'
import { messageOf } from './errors.ts'
import { migrate } from './migrate.ts'

type Json = { readonly json?: boolean }
type RestoreWords = Json & { readonly check?: boolean; readonly replace?: boolean }

type Need = {
  /** Notes a restore in the restored database, in the same transaction. */
  readonly restored: (tx: Queryable, file: string, summary: Summary) => Promise<void>
}

/** The operator's commands about the database as a whole: migrate, backup, restore. */
export const databaseCommands = (program: Command, context: CliContext, { restored }: Need): void => {
  program
    .command('migrate')
    .description('brings the tables of the database up to date with this version (a start does so by itself)')
    .option('--json', 'as JSON: the migrations applied now')
    .action(async ({ json }: Json) => {
      const applied = await withDatabase(context, async (database) => (await migrate(database)).map(({ file }) => file))
      if (json === true) context.out(JSON.stringify({ applied }, undefined, 2))
      else context.out(applied.length === 0 ? 'The database was up to date.' : `Applied: ${applied.join(', ')}.`)
    })
  program
    .command('backup')
    .argument('<file>', 'the file to write; an older one of that name is replaced when the new one is whole')
    .description('writes everything the database holds at this moment into one file, while the site goes on answering')
    .option('--json', 'as JSON: what was written')
    .addHelpText('after', BACKUP_HELP)
    .action(async (file: string, { json }: Json) => {
      const summary = await withDatabase(context, async (database) => backup(context, database, resolve(file)))
      report(context, json, file, summary, 'Written')
    })
  program
    .command('restore')
    .argument('<file>', 'a file that "rackhall backup" has written')
    .description('puts a backup in the place of what the database holds: all of it, or nothing when anything is wrong')
    .option('--check', 'only reads the file and checks it; the database is not touched; status 1 when it is damaged')
    .option('--replace', 'what the database holds now may go; without it only an empty database is filled')
    .option('--json', 'as JSON: what is in the file')
    .addHelpText('after', RESTORE_HELP)
    .action(async (file: string, { json, check, replace }: RestoreWords) => {
      if (!existsSync(file)) throw new BackupDamaged(`${file}: there is no such file.`)
      if (check === true) return checkOnly(context, json, file)
      const alsoNote = (tx: Queryable, summary: Summary): Promise<void> => restored(tx, basename(file), summary)
      const options = { replace: replace === true, say: context.err, alsoNote }
      const summary = await withDatabase(context, async (database) => restoreBackup(database, resolve(file), options))
      report(context, json, file, summary, 'Restored')
    })
}

const BACKUP_HELP = `
The file holds everything people have entered: keep it as safe as the database itself, and not on the same machine.
Left out is what makes itself anew: the waiting jobs. Check a copy where it is kept with "rackhall restore --check".

Examples:
  rackhall backup /srv/backup/rackhall-$(date +%F).backup
  rackhall backup --json nightly.backup`

const RESTORE_HELP = `
Stop the site first. A backup of an older version is brought up to date; one of a newer version is refused. It does
not matter whether it was written from the embedded database or from a server: this is also the way to move.

Examples:
  rackhall restore --check rackhall-2026-11-24.backup
  rackhall restore --replace rackhall-2026-11-24.backup
  DATABASE_URL=postgresql://rackhall@db.example/rackhall rackhall restore rackhall-2026-11-24.backup`

/** The tables are taken as they are: a backup must be possible before the migration, and a restore instead of it. */
const withDatabase = async <T>(context: CliContext, work: (database: Database) => Promise<T>): Promise<T> =>
  work(await context.openDatabase({ migrate: false }))

const backup = async (context: CliContext, database: Database, file: string): Promise<Summary> => {
  const summary = await writeBackup(database, file, context.now(), context.err)
  await noteBackup(database, 'written', summary, basename(file)).catch((error: unknown) => {
    // A standby is read only; what matters is the file.
    context.err(`The backup is written, but the database could not take note of it: ${messageOf(error)}.`)
  })
  return summary
}

const checkOnly = async (context: CliContext, json: boolean | undefined, file: string): Promise<void> => {
  try {
    report(context, json, file, await checkBackup(file), 'Whole')
  } catch (error) {
    if (!(error instanceof BackupDamaged)) throw error
    context.exit(1)
    if (json === true) context.out(JSON.stringify({ file, whole: false, fault: error.message }, undefined, 2))
    else context.out(`Damaged. ${error.message}`)
  }
}

const report = (context: CliContext, json: boolean | undefined, file: string, summary: Summary, word: string): void => {
  const { header, tables, rows, bytes, sha256 } = summary
  if (json === true) {
    const { created, schemaVersion } = header
    context.out(
      JSON.stringify({ file, whole: true, created, schemaVersion, rows, bytes, sha256, tables }, undefined, 2),
    )
    return
  }
  context.out(
    `${word}: ${file}, ${rows} rows in ${tables.length} tables, ${bytes} bytes, schema version ${header.schemaVersion}, taken ${header.created}.`,
  )
}
