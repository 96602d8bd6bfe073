import { stockholm } from '#kernel/dates.ts'
import { standingAlarms } from '#platform/alarms/index.ts'
import { auditLength } from '#platform/audit/index.ts'
import type { Config } from '#platform/config.ts'
import { health, lastBackup, openDatabase, type Database } from '#platform/db/index.ts'
import { countMail } from '#platform/mail/index.ts'
import { openMetricsServer, type Metric, type MetricsServer } from '#platform/metrics/index.ts'
import { readFaults } from '#modules/help-site/index.ts'

export type MetricsNeed = {
  readonly now: () => Date
  /** How often each job has failed in this process; nothing where no worker runs. */
  readonly failures: () => ReadonlyMap<string, number>
}

/** The figures of this process on METRICS_PORT, with a connection of its own to the database. */
export const openMetrics = async (port: number, config: Config, need: MetricsNeed): Promise<MetricsServer> => {
  const database = await openDatabase(config)
  try {
    const server = await openMetricsServer(port, {
      metrics: async () => [...ofProcess(need), ...(await ofDatabase(database, need.now()))],
      health: () => health(database),
    })
    return {
      port: server.port,
      stop: async () => {
        await server.stop()
        await database.close()
      },
    }
  } catch (error) {
    await database.close()
    throw error
  }
}

const MICROSECONDS = 1_000_000
const MS = 1000

const ofProcess = ({ now, failures }: MetricsNeed): readonly Metric[] => {
  const { user, system } = process.cpuUsage()
  const started = now().getTime() / MS - process.uptime()
  return [
    one('process_start_time_seconds', 'gauge', 'When the process started.', started),
    one('process_resident_memory_bytes', 'gauge', 'Memory the process holds.', process.memoryUsage.rss()),
    one('process_cpu_seconds_total', 'counter', 'Time on the processor.', (user + system) / MICROSECONDS),
    many('rackhall_job_failures_total', 'counter', 'Failed jobs of this process.', 'job', failures()),
  ]
}

/** A database that is away is a figure, too. */
const ofDatabase = async (db: Database, now: Date): Promise<readonly Metric[]> => {
  const up = (value: number): Metric => one('rackhall_database_up', 'gauge', 'Whether the database answers.', value)
  try {
    const [{ states }, alarms, entries, faults, backup] = await Promise.all([
      countMail(db),
      standingAlarms(db),
      auditLength(db),
      readFaults(db, `${stockholm(now).date.slice(0, 7)}-01`),
      lastBackup(db),
    ])
    const age = backup === undefined ? [] : [{ value: (now.getTime() - backup.takenAt.getTime()) / MS }]
    return [
      up(1),
      many('rackhall_mail', 'gauge', 'Mail in the outbox by state.', 'state', new Map(Object.entries(states))),
      many('rackhall_alarms', 'gauge', 'Alarms that stand, by kind.', 'kind', alarms),
      one('rackhall_audit_entries_total', 'counter', 'Entries of the audit.', entries),
      many(
        'rackhall_faults_this_month',
        'gauge',
        'Faults of the public pages as written at night, by kind.',
        'kind',
        new Map(faults.map(({ kind, faults: count }) => [kind, count])),
      ),
      { name: 'rackhall_backup_age_seconds', help: 'Age of the newest backup.', type: 'gauge', samples: age },
    ]
  } catch {
    return [up(0)]
  }
}

const one = (name: string, type: Metric['type'], help: string, value: number): Metric => ({
  name,
  help,
  type,
  samples: [{ value }],
})

const many = (
  name: string,
  type: Metric['type'],
  help: string,
  label: string,
  values: ReadonlyMap<string, number>,
): Metric => ({ name, help, type, samples: [...values].map(([kind, value]) => ({ kind: [label, kind], value })) })
