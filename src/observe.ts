import { existsSync, statfsSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { stockholm } from '#kernel/dates.ts'
import { PROJECT_ROOT, type Config } from '#platform/config.ts'
import { verifyAudit } from '#platform/audit/index.ts'
import { describeDatabase, lastBackup, type Database } from '#platform/db/index.ts'
import { countMail, sendOf } from '#platform/mail/index.ts'
import { readReceptions, receptionFindings, silentReceptions } from '#modules/collaboration/index.ts'
import { checkHelplines, loadReference, readFacts, staleLocalHelp } from '#modules/municipality/index.ts'
import { readFaults, readOperator, readTexts } from '#modules/help-site/index.ts'
import type { Observed } from './findings.ts'

/** Passing through is not reading: root lets the database's own user pass. */
const MAY_READ_OR_WRITE = 0o066

/** Looks at everything an operator should know, but for what only whoever sits at the machine can see. */
export const observe = async (db: Database, config: Config, now: Date): Promise<Omit<Observed, 'site'>> => {
  const today = stockholm(now).date
  const texts = readTexts(PROJECT_ROOT)
  const wanted = texts.languages.filter(({ released }) => released).map(({ tag }) => tag)
  const facts = await readFacts(db, loadReference(PROJECT_ROOT))
  const { receptions, unreadable } = await readReceptions(db)
  return {
    now,
    program: `Node ${process.versions.node} in ${PROJECT_ROOT}`,
    database: (await describeDatabase(db)).says,
    clockApartSeconds: await clockApart(db),
    dataFolder: {
      path: config.dataDir,
      exists: existsSync(config.dataDir),
      openToOthers: existsSync(config.dataDir) && (statSync(config.dataDir).mode & MAY_READ_OR_WRITE) !== 0,
    },
    diskFree: freeAt(config.dataDir),
    lastBackup: (await lastBackup(db))?.takenAt,
    staleLines: checkHelplines(facts.helplines, today)
      .filter(({ alarming }) => alarming)
      .map(({ id }) => id),
    localHelp: {
      confirmed: facts.localHelp.size,
      municipalities: facts.municipalities.all.length,
      old: staleLocalHelp(facts, today),
      unreadable: facts.unreadable,
    },
    receptions: {
      count: receptions.length,
      toSeeTo: [...new Set(receptionFindings(receptions, now).map(({ reception }) => reception))],
      silent: silentReceptions(receptions, now),
      unreadable,
    },
    languages: {
      released: wanted.filter((tag) => texts.released.has(tag)),
      kept: wanted.filter((tag) => !texts.released.has(tag)),
    },
    crises: facts.crises.length,
    faults: await readFaults(db, `${today.slice(0, 7)}-01`),
    audit: await verifyAudit(db),
    mail: { ...(await countMail(db)), sends: sendOf(config) !== undefined },
    operator: readOperator(config.operatorFile)?.body,
  }
}

/** How far the machine's clock is from the database's, in whole seconds, whatever time the question is asked for. */
const clockApart = async (db: Database): Promise<number> => {
  const before = Date.now()
  const [row] = await db.query<{ at: Date }>('SELECT clock_timestamp() AS at')
  const here = (before + Date.now()) / 2
  return Math.round(Math.abs((row?.at.getTime() ?? here) - here) / 1000)
}

/** The free share of the disk where a folder is, or will be. */
const freeAt = (folder: string): number => {
  if (!existsSync(folder) && dirname(folder) !== folder) return freeAt(dirname(folder))
  const { bavail, blocks } = statfsSync(folder)
  return blocks === 0 ? 1 : bavail / blocks
}
