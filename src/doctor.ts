import { existsSync, statSync } from 'node:fs'
import { request } from 'node:http'
import type { Command } from 'commander'
import { daysBetween, stockholm } from '#kernel/dates.ts'
import type { CliContext } from '#platform/cli.ts'
import { PROJECT_ROOT } from '#platform/config.ts'
import { describeDatabase, lastBackup } from '#platform/db/index.ts'
import { checkHelplines, loadReference, readFacts, staleLocalHelp } from '#modules/municipality/index.ts'
import { readFaults, readOperator, readTexts } from '#modules/help-site/index.ts'

type Finding = { readonly what: string; readonly says: string; readonly wrong: boolean }

const BACKUP_WITHIN_DAYS = 7

/** \`rackhall doctor\`: in one screen what runs, on what, how old the backup is and what is wrong (status 1). */
export const doctorCommand = (program: Command, context: CliContext): void => {
  program
    .command('doctor')
    .description('what runs, on what, how old the backup is and what is wrong; status 1 when something is')
    .option('--json', 'as JSON')
    .action(async ({ json }: { json?: boolean }) => {
      const findings = await examine(context)
      if (json === true) context.out(JSON.stringify(findings, undefined, 2))
      else {
        const width = Math.max(...findings.map(({ what }) => what.length))
        for (const { what, says, wrong } of findings) context.out(`${wrong ? '!' : ' '} ${what.padEnd(width)}  ${says}`)
      }
      if (findings.some(({ wrong }) => wrong)) context.exit(1)
    })
}

const examine = async (context: CliContext): Promise<readonly Finding[]> => {
  const { config } = context
  const today = stockholm(context.now()).date
  const running = await answersAt(config.host, config.port)
  const operator = readOperator(config.operatorFile)
  const texts = readTexts(PROJECT_ROOT)
  const db = await context.openDatabase()
  const facts = await readFacts(db, loadReference(PROJECT_ROOT))
  const database = await describeDatabase(db)
  const backup = await lastBackup(db)
  const age = backup === undefined ? undefined : daysBetween(stockholm(backup.takenAt).date, today)
  const stale = checkHelplines(facts.helplines, today).filter(({ alarming }) => alarming)
  const old = staleLocalHelp(facts, today)
  const faults = await readFaults(db, `${today.slice(0, 7)}-01`)
  const broken = faults.find(({ kind }) => kind === 'server-error')?.faults ?? 0
  const wanted = texts.languages.filter(({ released }) => released)
  const kept = wanted.filter(({ tag }) => !texts.released.has(tag))
  return [
    { what: 'Program', says: `Node ${process.versions.node} in ${PROJECT_ROOT}`, wrong: false },
    running
      ? { what: 'Public site', says: `answers on ${config.host}:${config.port}`, wrong: false }
      : {
          what: 'Public site',
          says: `nothing of ours answers on ${config.host}:${config.port}; "npm start" starts it`,
          wrong: true,
        },
    { what: 'Database', says: database.says, wrong: false },
    dataFolder(config.dataDir),
    age === undefined
      ? { what: 'Backup', says: 'none has been taken; "rackhall backup FILE" takes one', wrong: true }
      : { what: 'Backup', says: `taken ${age === 0 ? 'today' : `${age} days ago`}`, wrong: age > BACKUP_WITHIN_DAYS },
    {
      what: 'Helplines',
      says:
        stale.length === 0
          ? 'no mandatory line has an old verification'
          : `${stale.map(({ id }) => id).join(', ')} must be verified; "rackhall helplines check" says more`,
      wrong: stale.length > 0,
    },
    {
      what: 'Local help',
      says: `${facts.localHelp.size} of ${facts.municipalities.all.length} municipalities have confirmed${old.length === 0 ? '' : `; older than 180 days: ${old.join(', ')}`}`,
      wrong: old.length > 0,
    },
    {
      what: 'Languages',
      says:
        kept.length === 0
          ? `${wanted.map(({ tag }) => tag).join(', ')} are released`
          : `${kept.map(({ tag }) => tag).join(', ')} kept back; "rackhall texts check" says why`,
      wrong: kept.length > 0,
    },
    {
      what: 'Crisis notices',
      says: facts.crises.length === 0 ? 'none' : `${facts.crises.length} set; "rackhall crisis list" shows them`,
      wrong: false,
    },
    {
      what: 'Faults this month',
      says:
        faults.length === 0
          ? 'none written (they are written each night)'
          : faults.map(({ kind, faults: count }) => `${kind} ${count}`).join(', '),
      wrong: broken > 0,
    },
    operator === undefined
      ? { what: 'Operator', says: 'OPERATOR_FILE is not set: the pages cannot say who runs the site', wrong: true }
      : { what: 'Operator', says: operator.body, wrong: false },
  ]
}

/** A page of ours is known by its neutral header; any other program on the port is not. */
const answersAt = async (host: string, port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const asking = request({ host, port, path: '/', timeout: 2000 }, (response) => {
      response.resume()
      resolve(response.statusCode === 200 && response.headers['request-otr'] === '1')
    })
    asking.on('timeout', () => asking.destroy())
    asking.on('error', () => resolve(false))
    asking.end()
  })

/** Passing through is not reading: root lets the database's own user pass. */
const MAY_READ_OR_WRITE = 0o066

const dataFolder = (folder: string): Finding => {
  if (!existsSync(folder)) return { what: 'Data folder', says: `${folder} does not exist yet`, wrong: false }
  const open = (statSync(folder).mode & MAY_READ_OR_WRITE) !== 0
  return { what: 'Data folder', says: open ? `${folder} can be read by others; chmod go-rw it` : folder, wrong: open }
}
