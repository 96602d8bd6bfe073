import assert from 'node:assert/strict'
import type { LocalDate } from '#kernel/dates.ts'
import { PROJECT_ROOT } from '#platform/config.ts'
import { openPublicReviews } from '#modules/review/index.ts'
import { onEveryServer } from '#tests/support/database.ts'
import { GRANBACK, LILLHED, takenIn } from '#tests/support/reviews.ts'
import { keepReviews } from './reviews.ts'

const NAMES = new Map<string, string>([GRANBACK, LILLHED].map(({ code, name }) => [code, name]))

onEveryServer(
  'a review is on the public pages from its day, and is read again only when one more is',
  async (_t, db) => {
    await takenIn(db, [{ code: '9101' }, { code: '9001' }])
    let today = '2026-12-14' as LocalDate
    const taken: (readonly string[])[] = []
    const reviews = keepReviews(openPublicReviews(db, { root: PROJECT_ROOT, nameOf: (code) => NAMES.get(code) }), {
      today: () => today,
      take: ({ codes }) => void taken.push(codes),
      broke: (error) => assert.fail(String(error)),
    })
    await reviews.look()
    assert.deepEqual(taken, [[]])
    today = '2026-12-15' as LocalDate
    await reviews.look()
    await reviews.look()
    assert.deepEqual(taken, [[], ['9001', '9101']])
    await reviews.stop()
  },
)

onEveryServer('what cannot be read is told of, and looked for again', async (_t, db) => {
  const broken: unknown[] = []
  const reviews = keepReviews(openPublicReviews(db, { root: PROJECT_ROOT, nameOf: () => undefined }), {
    today: () => 'no day' as LocalDate,
    take: () => assert.fail('nothing could be read'),
    broke: (error) => void broken.push(error),
  })
  await reviews.look()
  assert.equal(broken.length, 2)
  await reviews.stop()
})
