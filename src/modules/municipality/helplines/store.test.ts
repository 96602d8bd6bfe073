import assert from 'node:assert/strict'
import type { LocalDate } from '#kernel/dates.ts'
import { onEveryServer } from '#tests/support/database.ts'
import { FACTS_CHANNEL } from '../store.ts'
import { addVerification, readVerifications, undoVerification } from './store.ts'

const day = (text: string): LocalDate => text as LocalDate

onEveryServer('nobody has verified anything at first', async (_t, db) => {
  assert.deepEqual(await readVerifications(db), [])
})

onEveryServer('every verification is kept, in the order they were noted', async (_t, db) => {
  const given = [
    { id: 'bris', on: day('2026-12-01'), by: 'Ada' },
    { id: 'bris', on: day('2026-11-24'), by: "Bo O'Hara" },
    { id: 'roks', on: day('2028-02-29'), by: 'Åsa' },
  ]
  for (const verification of given) await db.transaction(async (tx) => addVerification(tx, verification))
  assert.deepEqual(await readVerifications(db), given)
})

onEveryServer('one that is undone leaves nothing, and tells nobody', async (t, db) => {
  const heard: string[] = []
  let told = (): void => undefined
  const first = new Promise<void>((resolve) => (told = resolve))
  const stop = await db.listen(FACTS_CHANNEL, (payload) => {
    heard.push(payload)
    told()
  })
  t.after(stop)
  await assert.rejects(
    db.transaction(async (tx) => {
      await addVerification(tx, { id: 'bris', on: day('2026-11-24'), by: 'Ada' })
      throw new Error('undone')
    }),
  )
  await db.transaction(async (tx) => addVerification(tx, { id: 'roks', on: day('2026-11-24'), by: 'Ada' }))
  await first
  assert.deepEqual(heard, ['helplines:roks'])
  assert.equal((await readVerifications(db)).length, 1)
})

onEveryServer('a verification noted by mistake is undone once, and the one before it holds again', async (_t, db) => {
  const first = { id: 'bris', on: day('2026-11-01'), by: 'Ada' }
  await db.transaction(async (tx) => addVerification(tx, first))
  const wrong = await db.transaction(async (tx) => addVerification(tx, { id: 'bris', on: day('2026-11-24'), by: 'Bo' }))
  const undo = async (id: string): Promise<boolean> =>
    db.transaction(async (tx) => undoVerification(tx, id, wrong, 'Cia'))
  assert.equal(await undo('roks'), false)
  assert.deepEqual([await undo('bris'), await undo('bris')], [true, false])
  assert.deepEqual(await readVerifications(db), [first])
})
