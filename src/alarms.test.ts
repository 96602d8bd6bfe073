import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readConfig } from '#platform/config.ts'
import { sendMail, sendOf } from '#platform/mail/index.ts'
import { onEveryServer, type TestDatabase } from '#tests/support/database.ts'
import { aMailServer } from '#tests/support/mail-server.ts'
import { checkAlarms } from './alarms.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const FIRST = Date.parse('2026-11-24T08:00:00Z')

const backedUp = async (database: TestDatabase, at: number): Promise<void> =>
  void (await database.owner.query(
    `INSERT INTO platform_backups (kind, taken_at, file_name, schema_version, row_count, byte_count, sha256)
     VALUES ('written', $1, 'x', 1, 0, 1, $2)`,
    [new Date(at), '0'.repeat(64)],
  ))

onEveryServer(
  'the operators get one mail when something must be seen to, and one when it has been',
  async (t, database) => {
    const folder = mkdtempSync(join(tmpdir(), 'alarms-'))
    t.after(() => rmSync(folder, { recursive: true, force: true }))
    const server = await aMailServer(t)
    const file = join(folder, 'operator.yaml')
    writeFileSync(file, 'body: Exempelkommun\nalarms: [anna@kommun.example, bo@kommun.example]\n')
    const { config } = readConfig(
      {
        SMTP_URL: `smtp://127.0.0.1:${server.port}`,
        MAIL_FROM: 'noreply@rackhall.example',
        OPERATOR_FILE: file,
        RACKHALL_DATA: folder,
      },
      new Set(['www.smhi.se']),
    )
    const send = sendOf(config)
    assert.ok(send !== undefined)
    /** Who got a mail after a look at a moment, and what it said of the backup. */
    const told = async (at: number): Promise<readonly string[]> => {
      const before = server.received.length
      await checkAlarms(database, config, new Date(at))
      await sendMail(database, send, () => new Date(Date.now() + HOUR))
      return server.received
        .slice(before)
        .map(({ to, raw }) => `${to.join()}: ${saidOfBackup(raw)}`)
        .toSorted()
    }
    const both = (what: string): readonly string[] => [`anna@kommun.example: ${what}`, `bo@kommun.example: ${what}`]
    assert.deepEqual(await told(FIRST), both('to see to'))
    assert.deepEqual(await told(FIRST + HOUR), [])
    assert.deepEqual(await told(FIRST + 2 * HOUR), [])
    await backedUp(database, FIRST + 2 * HOUR)
    assert.deepEqual(await told(FIRST + 3 * HOUR), both('seen to'))
    assert.deepEqual(await told(FIRST + 7 * DAY), [])
    assert.deepEqual(await told(FIRST + 10 * DAY), both('to see to'))
  },
)

const saidOfBackup = (raw: string): string => {
  const [toSee = '', seenTo = ''] = raw.split('Seen to, no longer so:')
  if (seenTo.includes('- Backup: none has been taken')) return 'seen to'
  return toSee.includes('- Backup: ') ? 'to see to' : 'nothing'
}
