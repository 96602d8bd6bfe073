/**
 * A program that uses the embedded database of the folder in its first word, for tests of several at a time: says
 * `open` with the server's process when it is in, and with the second word `hold` stays until its input ends.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { openEmbedded } from '../../src/platform/db/embedded/index.ts'
import { openAt } from '../../src/platform/db/database.ts'
import { asOwner } from '../../src/platform/db/operator.ts'

const [dataDir = '', stay, settings = '{}'] = process.argv.slice(2)
const embedded = await openEmbedded(
  { pgBinDir: undefined, dataDir },
  { settings: JSON.parse(settings) as Record<string, string> },
)
const database = await openAt({
  kind: 'embedded',
  address: embedded.address,
  administrator: embedded.superuser,
  release: () => embedded.release(),
})
const table = 'CREATE TABLE IF NOT EXISTS used (by integer, at timestamptz DEFAULT now())'
await asOwner(database, (tx) => tx.query(table)).catch(() => {})
await asOwner(database, (tx) => tx.query('INSERT INTO used (by) VALUES ($1)', [process.pid]))
const server = Number(readFileSync(join(embedded.folder, 'postmaster.pid'), 'utf8').split('\n')[0])
process.stdout.write(`${JSON.stringify({ server, folder: embedded.folder })}\n`)
if (stay === 'hold') for await (const _ of process.stdin) continue
await database.close()
