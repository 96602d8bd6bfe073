import assert from 'node:assert/strict'
import { onEveryServer, type TestDatabase } from '#tests/support/database.ts'
import { noteBounced } from './bounce-store.ts'
import { sendMail } from './jobs.ts'
import { countMail, discardMail, queueMail, readOutbox, retryMail } from './store.ts'

const NOW = new Date(Date.now() + 60_000)
const SAID = { reply: '5.1.1 No such user', now: NOW }

/** Mail that a server took, and the ids it had. */
const sentTo = async (db: TestDatabase, to: readonly string[]): Promise<readonly string[]> => {
  const ids: string[] = []
  await db.transaction(async (tx) => queueMail(tx, { to, subject: 'En sak', text: 'Hej!', about: 'invitation' }))
  await sendMail(
    db,
    async ({ messageId }) => {
      ids.push(messageId)
      return Promise.resolve({ kind: 'sent', reply: '250 OK' })
    },
    () => NOW,
  )
  return ids
}

const states = async (db: TestDatabase) =>
  (await readOutbox(db, true)).map(({ recipient, state }) => [recipient, state])

onEveryServer('a mail that came back is told, once, by its id, and is nobody else’s', async (_t, db) => {
  const [first] = await sentTo(db, ['eva@example.se', 'bo@example.se'])
  // The address that was reached last is another: the mail was passed on.
  const named = { messageId: first, recipient: 'eva@elsewhere.example.se' }
  const back = await db.transaction(async (tx) => noteBounced(tx, named, SAID))
  assert.deepEqual(back, { number: 1, recipient: 'eva@example.se' })
  assert.deepEqual(await db.transaction(async (tx) => noteBounced(tx, named, SAID)), back, 'twice the same')
  assert.deepEqual(await states(db), [
    ['eva@example.se', 'bounced'],
    ['bo@example.se', 'sent'],
  ])
  assert.deepEqual((await countMail(db)).states, { bounced: 1, sent: 1 })
  const [listed] = await readOutbox(db, false)
  assert.deepEqual([listed?.number, listed?.reply, listed?.text], [1, '5.1.1 No such user', null])
})

onEveryServer(
  'where a report names no mail the newest to that address is meant; another’s id means none',
  async (_t, db) => {
    await sentTo(db, ['eva@example.se'])
    await sentTo(db, ['eva@example.se'])
    const by = async (messageId: string | undefined, recipient: string) =>
      db.transaction(async (tx) => noteBounced(tx, { messageId, recipient }, SAID))
    assert.equal(await by('8f14e45f-ceea-467f-a1d3-2b6c9d0e5a77', 'eva@example.se'), undefined)
    assert.equal(await by(undefined, 'nobody@example.se'), undefined)
    assert.deepEqual(await by(undefined, 'eva@example.se'), { number: 2, recipient: 'eva@example.se' })
    assert.deepEqual(await states(db), [
      ['eva@example.se', 'sent'],
      ['eva@example.se', 'bounced'],
    ])
  },
)

onEveryServer(
  'what came back has no text to send again; it is given up, or forgotten after a month',
  async (_t, db) => {
    const ids = await sentTo(db, ['eva@example.se', 'bo@example.se'])
    for (const messageId of ids) await db.transaction(async (tx) => noteBounced(tx, { messageId, recipient: '' }, SAID))
    assert.equal(await db.transaction(async (tx) => retryMail(tx, 1, NOW)), false)
    assert.equal(await db.transaction(async (tx) => discardMail(tx, 1, NOW)), true)
    const month = new Date(NOW.getTime() + 31 * 86_400_000)
    await sendMail(
      db,
      async () => Promise.reject(new Error('nothing is sent')),
      () => month,
    )
    assert.deepEqual(await states(db), [])
  },
)
