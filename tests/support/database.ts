/**
 * Databases for tests: real ones, each test's own, copied from a template that was migrated once. They live on one
 * server shared by every test process that has the same folder for temporary files: the first starts it, the last
 * stops it. It does not wait for the disk, as nothing on it need outlive the run.
 */
import { createHash, randomBytes } from 'node:crypto'
import { existsSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { type TestContext } from 'node:test'
import { connect, type SocketAddress } from '../../src/platform/db/connection.ts'
import { type Database, openAt } from '../../src/platform/db/database.ts'
import { type Embedded, openEmbedded } from '../../src/platform/db/embedded/index.ts'
import { readMigrations } from '../../src/platform/db/migrate.ts'

/** A migrated database, worked on as the program works; an empty one, as its owner. */
export type TestDatabase = Database & {
  /** The same database as DATABASE_URL names it; for programs that the test starts. */
  readonly url: string
  /** The same database as the one who owns the tables, for what only the owner may do. */
  readonly owner: Database
}

/** Where cleaning up is registered: a test's own context, or `{ after }` of node:test for a whole file. */
type Ending = { after(clean: () => Promise<void>): void }

type Server = { readonly address: SocketAddress; release(): Promise<void> }

const OWNER = 'rackhall'
const TEMPLATE_LOCK = 7_264_101
const FAST = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: '300',
  shared_buffers: '64MB',
  autovacuum: 'off',
}

const servers = new Map<string, Promise<Server>>()

/** The server with the binaries of `pgBinDir`, or with those of the npm package. */
const serverWith = (pgBinDir: string | undefined): Promise<Server> => {
  const name = pgBinDir === undefined ? 'db' : `db-${createHash('sha256').update(pgBinDir).digest('hex').slice(0, 8)}`
  const known = servers.get(name)
  if (known !== undefined) return known
  const opening = openServer(name, pgBinDir)
  servers.set(name, opening)
  return opening
}

const openServer = async (name: string, pgBinDir: string | undefined): Promise<Server> => {
  const dataDir = join(tmpdir(), `rackhall-test-${process.getuid?.() ?? 0}`)
  const embedded: Embedded = await openEmbedded({ pgBinDir, dataDir }, { name, settings: FAST })
  embedded.unref()
  return { address: embedded.superuser, release: () => embedded.release() }
}

const endAll = async (): Promise<void> => {
  const open = [...servers.values()]
  servers.clear()
  for (const server of open) await (await server).release()
}

// The lease does not keep the process alive; when nothing else does, it is given back.
process.on('beforeExit', () => void (servers.size > 0 && endAll()))

/** Starts what the tests of a whole run share. Without it each test process starts, or joins, the server itself. */
export const startTestServer = async (): Promise<void> => {
  const system = systemPostgres()
  await Promise.all([templateOn(undefined), ...(system === undefined ? [] : [templateOn(system)])])
}

/** Ends this process's use of the servers; the last user's stops them. */
export const stopTestServer = (): Promise<void> => endAll()

/** The `bin` folder of the newest PostgreSQL (15 or later) this machine has of its own; nothing when it has none. */
export const systemPostgres = (): string | undefined => {
  const folder = '/usr/lib/postgresql'
  if (!existsSync(folder)) return undefined
  return readdirSync(folder)
    .filter((version) => Number(version) >= 15 && existsSync(join(folder, version, 'bin', 'initdb')))
    .toSorted((a, b) => Number(b) - Number(a))
    .map((version) => join(folder, version, 'bin'))[0]
}

/** A migrated database of the test's own, on the server from npm; gone when the test ends. */
export const aDatabase = (t: Ending): Promise<TestDatabase> => databaseOn(undefined, t)

/** An empty database, without our tables, as somebody's own server would give it. */
export const anEmptyDatabase = (t: Ending): Promise<TestDatabase> => databaseOn(undefined, t, false)

/** The same with the binaries of `pgBinDir`. */
export const databaseOn = async (pgBinDir: string | undefined, t: Ending, migrated = true): Promise<TestDatabase> => {
  const template = migrated ? await templateOn(pgBinDir) : 'template1'
  const { address } = await serverWith(pgBinDir)
  const { name, url, drop } = await copyOf(template, address)
  const own = { host: address.host, user: OWNER, database: name }
  const reached = {
    kind: 'embedded' as const,
    address: own,
    administrator: { ...address, database: name },
    release: async () => {},
  }
  const owner = await openAt(reached, { migrate: false })
  const database = migrated ? await openAt(reached) : owner
  t.after(async () => {
    await Promise.all([database.close(), owner.close()])
    await drop()
  })
  return Object.assign(database, { url, owner })
}

/** A migrated database for a program that the test starts; nothing here is connected to it. */
export const aDatabaseForAProgram = async (): Promise<{ readonly url: string; drop(): Promise<void> }> => {
  const template = await templateOn(undefined)
  return copyOf(template, (await serverWith(undefined)).address)
}

const copyOf = async (
  template: string,
  address: SocketAddress,
): Promise<{ readonly name: string; readonly url: string; drop(): Promise<void> }> => {
  const name = `test_${process.pid}_${randomBytes(4).toString('hex')}`
  await asSuperuser(address, [`CREATE DATABASE ${name} TEMPLATE ${template} OWNER ${OWNER}`], true)
  return {
    name,
    url: `postgresql://${OWNER}@/${name}?host=${encodeURIComponent(address.host)}`,
    drop: () => asSuperuser(address, [`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`]),
  }
}

/** Runs a test of SQL on the server from npm and once more on the machine's own PostgreSQL, where it has one. */
export const onEveryServer = (name: string, work: (t: TestContext, database: TestDatabase) => Promise<void>): void => {
  void test(`${name} (PostgreSQL from npm)`, async (t) => work(t, await databaseOn(undefined, t)))
  const system = systemPostgres()
  const skip = system === undefined ? 'no system PostgreSQL here' : false
  void test(`${name} (system PostgreSQL)`, { skip }, async (t) => work(t, await databaseOn(system, t)))
}

/** The name of the migrated template on a server; made by the first who asks, anew when a migration changes. */
const templateOn = async (pgBinDir: string | undefined): Promise<string> => {
  const { address } = await serverWith(pgBinDir)
  const migrations = readMigrations()
  const mark = createHash('sha256')
    .update(migrations.map(({ file, sha256 }) => `${file} ${sha256}`).join('\n'))
    .digest('hex')
  const template = `template_${mark.slice(0, 12)}`
  const client = await connect(address)
  try {
    await client.query('SELECT pg_advisory_lock($1)', [TEMPLATE_LOCK])
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [template])
    if (rowCount === 1) return template
    // Under another name until it is whole: a run that is broken off leaves no half template.
    const half = `half_${template}`
    await client.query(`DROP DATABASE IF EXISTS ${half} WITH (FORCE)`)
    await client.query(`CREATE DATABASE ${half} OWNER ${OWNER}`)
    const own = { host: address.host, user: OWNER, database: half }
    const database = await openAt({ kind: 'embedded', address: own, administrator: own, release: async () => {} })
    await database.close()
    await client.query(`ALTER DATABASE ${half} RENAME TO ${template}`)
    return template
  } finally {
    await client.end()
  }
}

/** With `alone`, under the lock of the template: it can be copied only while nobody else is connected to it. */
const asSuperuser = async (address: SocketAddress, statements: readonly string[], alone = false): Promise<void> => {
  const client = await connect(address)
  try {
    if (alone) await client.query('SELECT pg_advisory_lock($1)', [TEMPLATE_LOCK])
    for (const statement of statements) await client.query(statement)
  } finally {
    await client.end()
  }
}
