import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { addDays, momentOf, type LocalDate } from '#kernel/dates.ts'
import { aNotice, contacts, TODAY } from '#tests/support/builders.ts'
import type { Draft } from './draft.ts'
import { pageDue } from './publish-due.ts'
import type { State } from './publish-store.ts'

const NOON = momentOf(TODAY, 720)

const confirmed = (confirmedOn: LocalDate): State => ({
  number: 1,
  by: 'Eva Ek',
  at: NOON,
  shown: { kind: 'contacts', help: contacts({ confirmedOn }), file: '' },
})

const draft = (editedOn: LocalDate, unpublished = true): Draft => ({
  contents: {},
  version: 1,
  editedBy: 'Eva Ek',
  editedAt: momentOf(editedOn, 600),
  unpublished,
})

const kinds = (kept: Partial<Parameters<typeof pageDue>[0]>): readonly string[] =>
  pageDue({ draft: undefined, newest: confirmed(TODAY), notices: [], ...kept }, NOON).map(({ kind }) => kind)

describe('what a municipality’s page needs', () => {
  it('is nothing the day it was confirmed', () => assert.deepEqual(kinds({}), []))

  it('is to be published, when it never was or is withdrawn', () => {
    assert.deepEqual(kinds({ newest: undefined }), ['nothing-shown'])
    assert.deepEqual(kinds({ newest: { ...confirmed(TODAY), shown: { kind: 'nothing' } } }), ['nothing-shown'])
  })

  it('is to be confirmed from thirty days before it is 180 days old, and is late after that', () => {
    assert.deepEqual(kinds({ newest: confirmed(addDays(TODAY, -149)) }), [])
    assert.deepEqual(kinds({ newest: confirmed(addDays(TODAY, -150)) }), ['soon-old'])
    assert.deepEqual(kinds({ newest: confirmed(addDays(TODAY, -180)) }), ['soon-old'])
    assert.deepEqual(kinds({ newest: confirmed(addDays(TODAY, -181)) }), ['old'])
  })

  it('is a draft that nobody has touched for a week, and no draft that is published', () => {
    assert.deepEqual(kinds({ draft: draft(addDays(TODAY, -6)) }), [])
    assert.deepEqual(kinds({ draft: draft(addDays(TODAY, -7)) }), ['draft-waits'])
    assert.deepEqual(kinds({ draft: draft(addDays(TODAY, -7), false) }), [])
  })

  it('is a notice that runs and ends within two days', () => {
    const notice = (ends: LocalDate, starts = addDays(TODAY, -1)) =>
      aNotice({ starts: momentOf(starts, 0), ends: momentOf(ends, 960) })
    assert.deepEqual(kinds({ notices: [notice(addDays(TODAY, 2))] }), ['notice-ends'])
    assert.deepEqual(kinds({ notices: [notice(addDays(TODAY, 3))] }), [])
    assert.deepEqual(kinds({ notices: [notice(addDays(TODAY, 2), addDays(TODAY, 1))] }), [])
  })
})
