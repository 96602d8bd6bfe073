import { daysBetween, stockholm } from '#kernel/dates.ts'
import type { Alarm } from '#platform/alarms/index.ts'
import type { Verified } from '#platform/audit/index.ts'
import type { MailCounts } from '#platform/mail/index.ts'

/** What an operator's screen, an alarm and a monitoring system are told from. */
export type Observed = {
  readonly now: Date
  readonly program: string
  /** Where the public site should answer; left out by who cannot know. */
  readonly site: { readonly address: string; readonly answers: boolean } | undefined
  readonly database: string
  /** How far the clocks of this machine and of the database are from one another. */
  readonly clockApartSeconds: number
  readonly dataFolder: { readonly path: string; readonly exists: boolean; readonly openToOthers: boolean }
  /** The share of the data folder's disk that is free, 0 to 1. */
  readonly diskFree: number
  readonly lastBackup: Date | undefined
  /** Mandatory lines whose verification is too old, by their id. */
  readonly staleLines: readonly string[]
  readonly localHelp: {
    readonly confirmed: number
    readonly municipalities: number
    readonly old: readonly string[]
    readonly unreadable: readonly string[]
  }
  readonly receptions: {
    readonly count: number
    /** Names of those that somebody must see to. */
    readonly toSeeTo: readonly string[]
    /** Names of those that are open, do not pause, and that nobody answers in for a week. */
    readonly silent: readonly string[]
    readonly unreadable: readonly string[]
  }
  readonly languages: { readonly released: readonly string[]; readonly kept: readonly string[] }
  readonly crises: number
  readonly faults: readonly { readonly kind: string; readonly faults: number }[]
  readonly audit: Verified
  readonly mail: MailCounts & { readonly sends: boolean }
  readonly operator: string | undefined
}

export type Finding = {
  readonly what: string
  readonly says: string
  readonly wrong: boolean
  /** What the operators are told by mail; empty for what only concerns whoever sits at the machine. */
  readonly alarms: readonly Alarm[]
}

const BACKUP_WITHIN_DAYS = 7
const LEAST_FREE = 0.1
const MAIL_WITHIN_MINUTES = 60
const CLOCKS_APART_SECONDS = 60
const MINUTE_MS = 60_000

/** Everything that can be said of an installation, in the order it is read. */
export const findingsOf = (seen: Observed): readonly Finding[] => [
  right('Program', seen.program),
  ...(seen.site === undefined ? [] : [siteOf(seen.site)]),
  right('Database', seen.database),
  clockOf(seen.clockApartSeconds),
  dataFolderOf(seen.dataFolder),
  diskOf(seen.diskFree),
  backupOf(seen.lastBackup, seen.now),
  helplinesOf(seen.staleLines),
  localHelpOf(seen.localHelp),
  receptionsOf(seen.receptions),
  languagesOf(seen.languages),
  right('Crisis notices', seen.crises === 0 ? 'none' : `${seen.crises} set; "rackhall crisis list" shows them`),
  faultsOf(seen.faults),
  auditOf(seen.audit),
  mailOf(seen.mail, seen.now),
  seen.operator === undefined
    ? wrong('Operator', 'OPERATOR_FILE is not set: the pages cannot say who runs the site')
    : right('Operator', seen.operator),
]

/** The alarms that stand. */
export const alarmsOf = (findings: readonly Finding[]): readonly Alarm[] => findings.flatMap(({ alarms }) => alarms)

const right = (what: string, says: string): Finding => ({ what, says, wrong: false, alarms: [] })
const wrong = (what: string, says: string, alarms: readonly Alarm[] = []): Finding => ({
  what,
  says,
  wrong: true,
  alarms,
})
/** Wrong, and one alarm in the same words. */
const alarming = (key: string, what: string, says: string): Finding =>
  wrong(what, says, [{ key, says: `${what}: ${says}` }])

const siteOf = ({ address, answers }: NonNullable<Observed['site']>): Finding =>
  answers
    ? right('Public site', `answers on ${address}`)
    : wrong('Public site', `nothing of ours answers on ${address}; "npm start" starts it`)

const dataFolderOf = ({ path, exists, openToOthers }: Observed['dataFolder']): Finding => {
  if (!exists) return right('Data folder', `${path} does not exist yet`)
  return openToOthers
    ? wrong('Data folder', `${path} can be read by others; chmod go-rw it`)
    : right('Data folder', path)
}

const clockOf = (apart: number): Finding =>
  apart > CLOCKS_APART_SECONDS
    ? alarming(
        'clock',
        'Clock',
        `${apart} seconds from the database's: sessions, links and sign-ins end at the wrong time`,
      )
    : right('Clock', "as the database's")

const diskOf = (free: number): Finding => {
  const says = `${Math.floor(free * 100)} per cent free where the data folder is`
  return free < LEAST_FREE ? alarming('disk', 'Disk', says) : right('Disk', says)
}

const backupOf = (last: Date | undefined, now: Date): Finding => {
  if (last === undefined) return alarming('backup', 'Backup', 'none has been taken; "rackhall backup FILE" takes one')
  const age = daysBetween(stockholm(last).date, stockholm(now).date)
  const says = `taken ${age === 0 ? 'today' : `${age} days ago`}`
  return age > BACKUP_WITHIN_DAYS ? alarming('backup', 'Backup', says) : right('Backup', says)
}

const helplinesOf = (stale: readonly string[]): Finding =>
  stale.length === 0
    ? right('Helplines', 'no mandatory line has an old verification')
    : wrong(
        'Helplines',
        `${stale.join(', ')} must be verified; "rackhall helplines check" says more`,
        stale.map((id) => ({ key: `helplines:${id}`, says: `Helplines: ${id} is always shown and must be verified` })),
      )

const localHelpOf = ({ confirmed, municipalities, old, unreadable }: Observed['localHelp']): Finding => {
  const parts = [
    `${confirmed} of ${municipalities} municipalities have confirmed`,
    ...(old.length === 0 ? [] : [`older than 180 days: ${old.join(', ')}`]),
    ...(unreadable.length === 0 ? [] : [`cannot be read by this version: ${unreadable.join(', ')}`]),
  ]
  const alarms = [
    ...old.map((code) => ({ key: `local-help:${code}`, says: `Local help: what ${code} has confirmed is old` })),
    ...unreadable.map((code) => ({
      key: `unreadable:${code}`,
      says: `Local help: what ${code} has confirmed cannot be read, and its page says that nothing is`,
    })),
  ]
  return { what: 'Local help', says: parts.join('; '), wrong: alarms.length > 0, alarms }
}

const receptionsOf = ({ count, toSeeTo, silent, unreadable }: Observed['receptions']): Finding => {
  const parts = [
    count === 0 ? 'none' : `${count} set`,
    ...(toSeeTo.length === 0 ? [] : [`to see to: ${toSeeTo.join(', ')}; "rackhall reception check" says what`]),
    ...(silent.length === 0 ? [] : [`nobody answers within seven days: ${silent.join(', ')}`]),
    ...(unreadable.length === 0 ? [] : [`cannot be read by this version: ${unreadable.join(', ')}`]),
  ]
  const alarms = [
    ...silent.map((name) => ({
      key: `reception-silent:${name}`,
      says: `Receptions: ${name} is silent, nobody answers there within seven days`,
    })),
    ...toSeeTo.map((name) => ({ key: `reception:${name}`, says: `Receptions: ${name} must be seen to` })),
    ...unreadable.map((name) => ({
      key: `unreadable-reception:${name}`,
      says: `Receptions: ${name} cannot be read, and stands on no page`,
    })),
  ]
  return { what: 'Receptions', says: parts.join('; '), wrong: alarms.length > 0, alarms }
}

const languagesOf = ({ released, kept }: Observed['languages']): Finding =>
  kept.length === 0
    ? right('Languages', `${released.join(', ')} are released`)
    : wrong(
        'Languages',
        `${kept.join(', ')} kept back; "rackhall texts check" says why`,
        kept.map((tag) => ({ key: `languages:${tag}`, says: `Languages: ${tag} is kept back` })),
      )

const faultsOf = (faults: Observed['faults']): Finding => {
  if (faults.length === 0) return right('Faults this month', 'none written (they are written each night)')
  const says = faults.map(({ kind, faults: count }) => `${kind} ${count}`).join(', ')
  const broken = faults.some(({ kind, faults: count }) => kind === 'server-error' && count > 0)
  return broken ? alarming('faults', 'Faults this month', says) : right('Faults this month', says)
}

const auditOf = (audit: Verified): Finding =>
  audit.kind === 'whole'
    ? right('Audit', `whole, ${audit.head.number} entries`)
    : alarming('audit', 'Audit', `broken at entry ${audit.number}: ${audit.why}`)

const mailOf = ({ states, oldestWaiting, sends }: Observed['mail'], now: Date): Finding => {
  const failed = (states.refused ?? 0) + (states['given-up'] ?? 0) + (states.uncertain ?? 0)
  const bounced = states.bounced ?? 0
  const waiting = states.waiting ?? 0
  const late = oldestWaiting !== undefined && now.getTime() - oldestWaiting.getTime() > MAIL_WITHIN_MINUTES * MINUTE_MS
  const how = sends ? '' : '; SMTP_URL is not set, so that nobody sends it'
  const says =
    waiting + failed + bounced === 0
      ? 'none waits'
      : `${waiting} waiting, ${failed} refused or uncertain, ${bounced} came back${how}; "rackhall mail list" shows it`
  return late || failed + bounced > 0 ? alarming('mail', 'Mail', says) : right('Mail', says)
}
