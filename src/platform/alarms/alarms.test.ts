import assert from 'node:assert/strict'
import { onEveryServer, type TestDatabase } from '#tests/support/database.ts'
import { noteAlarms, standingAlarms, type Alarm, type ToTell } from './store.ts'

const alarm = (key: string, says = key): Alarm => ({ key, says })

const note = (database: TestDatabase, standing: readonly Alarm[], telling = true, hour = 8): Promise<ToTell> =>
  database.transaction(async (tx) => noteAlarms(tx, standing, { now: new Date(Date.UTC(2026, 10, 24, hour)), telling }))

const NOTHING: ToTell = { raised: [], cleared: [] }

onEveryServer(
  'an alarm is told once when it comes, once when it is over, and again when it comes again',
  async (_t, db) => {
    const backup = alarm('backup')
    assert.deepEqual(await note(db, [backup]), { raised: [backup], cleared: [] })
    assert.deepEqual(await note(db, [alarm('backup', 'a day older')]), NOTHING)
    assert.deepEqual(await note(db, [backup, alarm('disk')]), { raised: [alarm('disk')], cleared: [] })
    assert.deepEqual(
      [...(await standingAlarms(db))],
      [
        ['backup', 1],
        ['disk', 1],
      ],
    )
    assert.deepEqual(await note(db, [alarm('disk')]), { raised: [], cleared: [backup] })
    assert.deepEqual(await note(db, [alarm('disk')]), NOTHING)
    assert.deepEqual(await note(db, [backup, alarm('disk')]), { raised: [backup], cleared: [] })
  },
)

onEveryServer('another thing of the same kind is an alarm of its own', async (_t, db) => {
  await note(db, [alarm('helplines:a')])
  const news = await note(db, [alarm('helplines:a'), alarm('helplines:b')])
  assert.deepEqual(news.raised, [alarm('helplines:b')])
  assert.deepEqual([...(await standingAlarms(db))], [['helplines', 2]])
})

onEveryServer('what came while nobody could be told is told when somebody can, if it still stands', async (_t, db) => {
  assert.deepEqual(await note(db, [alarm('backup'), alarm('disk')], false), NOTHING)
  assert.deepEqual(await note(db, [alarm('backup')], true), { raised: [alarm('backup')], cleared: [] })
})

onEveryServer('many who look at once tell it once', async (_t, db) => {
  const told = await Promise.all(Array.from({ length: 6 }, () => note(db, [alarm('backup')])))
  assert.equal(told.flatMap(({ raised }) => raised).length, 1)
})

onEveryServer('a transaction that is undone has told nobody', async (_t, db) => {
  await assert.rejects(
    db.transaction(async (tx) => {
      await noteAlarms(tx, [alarm('backup')], { now: new Date(), telling: true })
      throw new Error('undone')
    }),
  )
  assert.deepEqual((await note(db, [alarm('backup')])).raised, [alarm('backup')])
})
