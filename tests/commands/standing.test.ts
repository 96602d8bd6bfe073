import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { stockholm } from '#kernel/dates.ts'
import { addFaults, addVisits } from '#modules/help-site/store.ts'
import { CONTACTS_FILE } from '#tests/support/builders.ts'
import { anOperator, done, itsSite } from './operator.ts'

/* What an operator asks to know how things stand: doctor, visits, config, texts. */

const operator = await anOperator()
const site = await itsSite(operator)
const { rackhall, folder, database } = operator

type Finding = { readonly what: string; readonly says: string; readonly wrong: boolean }
const doctor = async (
  set: Readonly<Record<string, string>>,
): Promise<{ status: number | null; findings: readonly Finding[] }> => {
  const { status, out } = await rackhall(['doctor', '--json'], set)
  return { status, findings: JSON.parse(out) as Finding[] }
}
const wrongs = ({ findings }: { readonly findings: readonly Finding[] }): readonly string[] =>
  findings.filter(({ wrong }) => wrong).map(({ what }) => what)

test('the doctor names everything that is wrong, and ends with 1; when all is well with 0', async () => {
  const ill = await doctor({ PORT: '1' })
  assert.equal(ill.status, 1)
  assert.deepEqual(wrongs(ill), ['Public site', 'Backup', 'Operator'])
  const words = await rackhall(['doctor'], { PORT: '1' })
  assert.match(words.out, /^! Backup +none has been taken; "rackhall backup FILE" takes one$/m)
  assert.match(words.out, /^ {2}Helplines +no mandatory line has an old verification$/m)

  writeFileSync(join(folder, 'operator.yaml'), 'body: Region Exempel\n')
  done(await rackhall(['backup', join(folder, 'one.backup')]))
  const cured = { PORT: new URL(site.url).port, OPERATOR_FILE: join(folder, 'operator.yaml') }
  const well = await doctor(cured)
  assert.deepEqual(wrongs(well), [])
  assert.equal(well.status, 0)
  assert.ok(well.findings.some(({ what, says }) => what === 'Local help' && says.startsWith('0 of 290 municipalities')))

  writeFileSync(join(folder, 'contacts.yaml'), CONTACTS_FILE.replace('2026-11-20', '2020-01-01'))
  done(await rackhall(['municipality', 'set', '1497', '--file', 'contacts.yaml']))
  await addFaults(database, `${stockholm(new Date()).date.slice(0, 7)}-01`, new Map([['server-error', 2]]))
  const again = await doctor(cured)
  assert.deepEqual(wrongs(again), ['Local help', 'Faults this month'])
  assert.equal(again.status, 1)
})

test('visits are told in whole tens from fifty up, and fewer are not told at all', async () => {
  const month = `${stockholm(new Date()).date.slice(0, 7)}-01`
  await addVisits(database, [
    { code: '1497', month, visits: 60 },
    { code: '2510', month, visits: 40 },
  ])
  const { shownFrom, visits } = JSON.parse(done(await rackhall(['visits', '--json']))) as {
    shownFrom: number
    visits: { code: string; visits: number | null }[]
  }
  assert.equal(shownFrom, 50)
  assert.deepEqual(
    visits.map(({ code, visits: count }) => [code, count]),
    [
      ['1497', 60],
      ['2510', null],
    ],
  )
  const words = done(await rackhall(['visits']))
  assert.match(words, /1497 +60/)
  assert.doesNotMatch(words, /40/)
})

test('the configuration says what holds and from where', async () => {
  const settings = JSON.parse(done(await rackhall(['config', '--json'], { PORT: '3010' }))) as {
    name: string
    value: string
    from: string
  }[]
  const of = (name: string) => settings.find((setting) => setting.name === name)
  assert.deepEqual(of('PORT'), { name: 'PORT', value: '3010', from: 'environment' })
  assert.deepEqual(of('STAFF_PORT'), { name: 'STAFF_PORT', value: '3001', from: 'default' })
  assert.deepEqual(of('EXIT_URL')?.from, 'environment')
  const refusedExit = await rackhall(['config'], { EXIT_URL: 'https://evil.example/' })
  assert.equal(refusedExit.status, 2)
  assert.match(
    refusedExit.err,
    /^EXIT_URL is "https:\/\/evil\.example\/": expected https and one of the hosts in data\/exits\.yaml/,
  )
})

test('how the texts stand is told for every language, and a language that is none is wrong use', async () => {
  const { status, out } = await rackhall(['texts', 'check'])
  assert.ok(status === 0 || status === 1)
  for (const tag of ['sv', 'sv-simple', 'en', 'ar']) assert.match(out, new RegExp(`^${tag} `, 'm'))
  assert.match(out, /^ar .*not released: the card stands in its place/m)
})
