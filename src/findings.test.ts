import assert from 'node:assert/strict'
import test from 'node:test'
import { NAMED_ALARMS } from '#platform/alarms/words.ts'
import { alarmsOf, findingsOf, type Observed } from './findings.ts'

const NOW = new Date('2026-11-24T08:00:00Z')
const daysAgo = (days: number): Date => new Date(NOW.getTime() - days * 86_400_000)
const minutesAgo = (minutes: number): Date => new Date(NOW.getTime() - minutes * 60_000)

const seen = (change: Partial<Observed> = {}): Observed => ({
  now: NOW,
  program: 'Node 24',
  site: { address: '127.0.0.1:3000', answers: true },
  database: 'PostgreSQL 18',
  clockApartSeconds: 0,
  dataFolder: { path: '/data', exists: true, openToOthers: false },
  diskFree: 0.5,
  lastBackup: daysAgo(1),
  staleLines: [],
  localHelp: { confirmed: 3, municipalities: 290, old: [], unreadable: [] },
  receptions: { count: 2, toSeeTo: [], silent: [], unreadable: [] },
  languages: { released: ['sv'], kept: [] },
  crises: 0,
  faults: [],
  audit: { kind: 'whole', head: { number: 12, hash: '0'.repeat(64) } },
  mail: { states: { sent: 4 }, oldestWaiting: undefined, sends: true },
  operator: 'Exempelkommun',
  ...change,
})

/** Every one of them has words of its own for whoever runs the installation. */
const keys = (change: Partial<Observed>): readonly string[] =>
  alarmsOf(findingsOf(seen(change))).map(({ key }) => {
    assert.ok(NAMED_ALARMS.has(key.replace(/:.*/, '')), key)
    return key
  })
const wrong = (change: Partial<Observed>): readonly string[] =>
  findingsOf(seen(change))
    .filter((finding) => finding.wrong)
    .map(({ what }) => what)

test('when all is as it should be nothing is wrong and nobody is told anything', () => {
  assert.deepEqual(wrong({}), [])
  assert.deepEqual(keys({}), [])
})

test('a backup of seven days is young enough, one of eight is not, and none is worse', () => {
  assert.deepEqual(keys({ lastBackup: daysAgo(7) }), [])
  assert.deepEqual(keys({ lastBackup: daysAgo(8) }), ['backup'])
  assert.deepEqual(keys({ lastBackup: undefined }), ['backup'])
})

test('a tenth of the disk is the least that may be free', () => {
  assert.deepEqual(keys({ diskFree: 0.1 }), [])
  assert.deepEqual(keys({ diskFree: 0.099 }), ['disk'])
})

test('a clock more than a minute from the database’s is told', () => {
  assert.deepEqual(keys({ clockApartSeconds: 60 }), [])
  assert.deepEqual(keys({ clockApartSeconds: 61 }), ['clock'])
})

test('each stale line, old or unreadable help and language kept back is an alarm of its own', () => {
  assert.deepEqual(
    keys({
      staleLines: ['bris', 'kvinnofridslinjen'],
      localHelp: { confirmed: 3, municipalities: 290, old: ['1497'], unreadable: ['1280'] },
      receptions: { count: 2, toSeeTo: ['hjo'], silent: ['tibro'], unreadable: ['later'] },
      languages: { released: ['sv'], kept: ['en'] },
    }),
    [
      'helplines:bris',
      'helplines:kvinnofridslinjen',
      'local-help:1497',
      'unreadable:1280',
      'reception-silent:tibro',
      'reception:hjo',
      'unreadable-reception:later',
      'languages:en',
    ],
  )
})

test('mail that waits an hour, or needs somebody, is told; with no server to send it that is said', () => {
  const mail = (change: Partial<Observed['mail']>): Partial<Observed> => ({
    mail: { states: {}, oldestWaiting: undefined, sends: true, ...change },
  })
  assert.deepEqual(keys(mail({ states: { waiting: 1 }, oldestWaiting: minutesAgo(60) })), [])
  assert.deepEqual(keys(mail({ states: { waiting: 1 }, oldestWaiting: minutesAgo(61) })), ['mail'])
  for (const state of ['refused', 'given-up', 'uncertain', 'bounced'])
    assert.deepEqual(keys(mail({ states: { [state]: 1 } })), ['mail'])
  const unsent = findingsOf(seen(mail({ states: { waiting: 2 }, oldestWaiting: minutesAgo(90), sends: false })))
  assert.match(unsent.find(({ what }) => what === 'Mail')?.says ?? '', /SMTP_URL is not set/)
})

test('an audit that does not fit is told, with the first entry', () => {
  const audit = { kind: 'broken', number: 7, why: 'it is missing' } as const
  assert.deepEqual(keys({ audit }), ['audit'])
  assert.equal(alarmsOf(findingsOf(seen({ audit })))[0]?.says, 'Audit: broken at entry 7: it is missing')
})

test('faults of the program are told, those of the network are not', () => {
  assert.deepEqual(keys({ faults: [{ kind: 'server-error', faults: 1 }] }), ['faults'])
  assert.deepEqual(keys({ faults: [{ kind: 'not-found', faults: 900 }] }), [])
})

test('what only whoever sits at the machine can mend is on the screen and in no mail', () => {
  const change: Partial<Observed> = {
    site: { address: '127.0.0.1:3000', answers: false },
    dataFolder: { path: '/data', exists: true, openToOthers: true },
    operator: undefined,
  }
  assert.deepEqual(wrong(change), ['Public site', 'Data folder', 'Operator'])
  assert.deepEqual(keys(change), [])
})
