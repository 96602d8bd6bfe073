import assert from 'node:assert/strict'
import { TODAY } from '#tests/support/builders.ts'
import { onEveryServer } from '#tests/support/database.ts'
import { RECEPTION_FILE } from '#tests/support/receptions.ts'
import { readReception } from './reception-file.ts'
import type { ReceptionFile } from './reception.ts'
import { receptionStandings } from './standing-store.ts'
import { setReception, withdrawReception } from './store.ts'

const rules = { isMunicipality: () => true, others: [], today: TODAY }

const reception = (file: string, name: string): ReceptionFile => {
  const read = readReception(file, name, rules)
  assert.ok(read.ok)
  return read.value
}

onEveryServer('a municipality has a reception, one that lacks decisions, or none', async (_t, db) => {
  const file = RECEPTION_FILE.replace(/(municipality: "1472"[^]*?) +dpia: .*\n/, '$1')
  const vastra = reception(file, 'vastra')
  await db.transaction(async (tx) => setReception(tx, vastra, file, undefined))
  assert.deepEqual(Object.fromEntries(await receptionStandings(db)), { 1472: 'undecided', 1497: 'open' })
  await db.transaction(async (tx) => setReception(tx, reception(RECEPTION_FILE, 'vastra'), RECEPTION_FILE, vastra))
  assert.deepEqual([...(await receptionStandings(db)).values()], ['open', 'open'])
  await db.transaction(async (tx) => withdrawReception(tx, vastra, 'Enhetschefen'))
  assert.deepEqual([...(await receptionStandings(db))], [])
})
