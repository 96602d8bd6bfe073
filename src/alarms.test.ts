import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { alarmSaid, NAMED_ALARMS } from '#platform/alarms/words.ts'
import type { PersonId } from '#platform/auth/organisation.ts'
import { addSession } from '#platform/auth/session-store.ts'
import { addOrganisation, addPerson, giveRoles } from '#platform/auth/store.ts'
import { PROJECT_ROOT, readConfig } from '#platform/config.ts'
import { asOwner } from '#platform/db/operator.ts'
import { readWords } from '#platform/http/words.ts'
import { sendMail, sendOf } from '#platform/mail/index.ts'
import { readOutbox } from '#platform/mail/store.ts'
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
  const text = textOf(raw)
  const [toSee = '', seenTo = ''] = text.split('Åtgärdat:')
  if (seenTo.includes('(Backup: none has been taken')) return 'seen to'
  return toSee.includes('(Backup: ') ? 'to see to' : 'nothing'
}

/** What somebody reads in a mail as it arrived. */
const textOf = (raw: string): string => {
  const end = raw.indexOf('\r\n\r\n')
  const body = raw.slice(end + 4)
  if (/^Content-Transfer-Encoding: base64/im.test(raw.slice(0, end))) return Buffer.from(body, 'base64').toString()
  const bytes = body
    .replaceAll('=\r\n', '')
    .replaceAll(/=([0-9A-F]{2})/g, (_whole, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1').toString()
}

onEveryServer('people who run the installation are told, too, each once and in her language', async (t, database) => {
  const folder = mkdtempSync(join(tmpdir(), 'alarms-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  const file = join(folder, 'operator.yaml')
  writeFileSync(file, 'body: Exempelkommun\nalarms: [anna@kommun.example]\n')
  const { config } = readConfig({ OPERATOR_FILE: file, RACKHALL_DATA: folder }, new Set(['www.smhi.se']))
  await asOwner(database, async (tx) => {
    const organisation = await addOrganisation(tx, { name: 'Driften', tie: { kind: 'operator' } })
    for (const [name, language] of [
      ['anna', undefined],
      ['ola', undefined],
      ['pia', 'en'],
    ] as const) {
      const person = randomUUID() as string as PersonId
      await addPerson(tx, { id: person, name, email: `${name}@kommun.example` })
      await giveRoles(tx, { person, organisation, kind: 'operator', roles: ['operator.admin'] })
      if (language === undefined) continue
      const device = 'Firefox, Linux'
      await addSession(tx, {
        token: name,
        person,
        organisation,
        way: 'passkey',
        device,
        language,
        now: new Date(FIRST),
      })
    }
  })
  await checkAlarms(database, config, new Date(FIRST))
  const mails = (await readOutbox(database, true)).map(({ recipient, text, subject }) => ({ recipient, text, subject }))
  assert.deepEqual(
    mails.map(({ recipient }) => recipient),
    ['anna@kommun.example', 'ola@kommun.example', 'pia@kommun.example'],
  )
  assert.match(mails[1]?.text ?? '', /- Det finns ingen ny säkerhetskopia\.\n {2}\(Backup: none has been taken/)
  assert.match(mails[2]?.text ?? '', /- There is no fresh backup\.\n {2}\(Backup: none has been taken/)
  assert.match(mails[2]?.subject ?? '', /^Räckhåll: to see to/)
})

test('every kind of alarm has words in both languages, and one that this version does not know is told as it is', () => {
  const words = readWords(PROJECT_ROOT)
  for (const say of Object.values(words))
    for (const kind of NAMED_ALARMS)
      assert.notEqual(alarmSaid(say, { key: `${kind}:x`, says: 'as the doctor says' }), 'as the doctor says', kind)
  assert.equal(alarmSaid(words.sv, { key: 'later-version', says: 'as the doctor says' }), 'as the doctor says')
})
