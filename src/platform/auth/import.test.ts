import assert from 'node:assert/strict'
import test from 'node:test'
import { COLUMNS, type Known, planImport } from './import.ts'
import type { OrganisationId, PersonId } from './organisation.ts'
import type { Places } from './places.ts'

const PLACES: Places = {
  counties: [],
  municipalities: [],
  municipality: (code) =>
    ({ '1497': { organisation: 'Hjo kommun' }, '1498': { organisation: 'Tidaholms kommun' } })[code],
  county: (code) =>
    ({
      '14': { organisation: 'Länsstyrelsen i Västra Götalands län' },
      '05': { organisation: 'Länsstyrelsen i Östergötlands län' },
    })[code],
  municipalitiesOf: (county) => (county === '05' ? ['0580', '0581'] : []),
  hasOneRss: (county) => county !== '14',
  aboutRss: () => 'four associations',
}
const NOTHING: Known = { organisations: [], members: [], left: new Set() }
const HJO: Known = {
  organisations: [{ kind: 'municipality', municipality: '1497', id: 'hjo' as OrganisationId, name: 'Hjo kommun' }],
  left: new Set(),
  members: [
    {
      person: 'eva' as PersonId,
      name: 'Eva Ek',
      email: 'eva@example.se',
      organisation: 'hjo' as OrganisationId,
      roles: ['municipality.lead'],
    },
  ],
}

const plan = (lines: readonly string[], known: Known = NOTHING) =>
  planImport([COLUMNS.join(), ...lines].join('\n'), 'people.csv', PLACES, known)

/** Every fault as "line field". */
const faults = (lines: readonly string[], known: Known = NOTHING): readonly string[] => {
  const planned = plan(lines, known)
  return planned.ok ? [] : planned.problems.map(({ line, field }) => `${line} ${field}`)
}

test('a file of organisations and people is planned whole, names taken from the register', () => {
  const planned = plan([
    'municipality,1497,,,Eva Ek,Eva@Example.se,municipality.lead reception.member',
    'municipality,1497,,,Bo Berg,bo@example.se,municipality.editor',
    'rss,,RSS Öster,county:05,Bo Berg,bo@example.se,rss.coordinator',
    'county,14,,,,,',
  ])
  assert.ok(planned.ok)
  assert.deepEqual(
    planned.value.map(({ organisation: { name, tie }, members }) => [
      name,
      tie.kind,
      members.map(({ email, roles }) => `${email} ${roles.join(' ')}`),
    ]),
    [
      [
        'Hjo kommun',
        'municipality',
        ['eva@example.se municipality.lead reception.member', 'bo@example.se municipality.editor'],
      ],
      ['RSS Öster', 'rss', ['bo@example.se rss.coordinator']],
      ['Länsstyrelsen i Västra Götalands län', 'county', []],
    ],
  )
  assert.deepEqual(planned.value[1]?.organisation.tie, {
    kind: 'rss',
    serves: [
      { municipality: '0580', basis: 'assumed' },
      { municipality: '0581', basis: 'assumed' },
    ],
  })
})

test('what is there already is added to and never changed', () => {
  const planned = plan(
    [
      'municipality,1497,,,Eva Ek,eva@example.se,municipality.lead reception.member',
      'municipality,1498,,,Eva Ek,eva@example.se,municipality.editor',
    ],
    HJO,
  )
  assert.ok(planned.ok)
  assert.deepEqual(
    planned.value.map(({ existing, members }) => [existing, members]),
    [
      ['hjo', [{ name: 'Eva Ek', email: 'eva@example.se', existing: 'eva', roles: ['reception.member'] }]],
      [undefined, [{ name: 'Eva Ek', email: 'eva@example.se', existing: 'eva', roles: ['municipality.editor'] }]],
    ],
  )
})

test('codes and kinds that do not exist are told with line and field', () => {
  assert.deepEqual(
    faults([
      'kommun,1497,,,,,',
      'municipality,9999,,,,,',
      'municipality,,,,,,',
      'county,99,,,,,',
      'agency,1497,Myndigheten,,,,',
      'agency,,,,,,',
      'rss,,RSS Väst,county:14,,,',
      'rss,,RSS Nord,1497 9999,,,',
      'rss,,RSS Syd,,,,',
      'county,14,,1497,,,',
    ]),
    [
      '2 kind',
      '3 code',
      '4 code',
      '5 code',
      '6 code',
      '7 organisation',
      '8 serves',
      '9 serves',
      '10 serves',
      '11 serves',
    ],
  )
})

test('people without name, address or a role of that kind of organisation are told', () => {
  assert.deepEqual(
    faults([
      'municipality,1497,,,,eva@example.se,municipality.lead',
      'municipality,1497,,,Eva Ek,eva,municipality.lead',
      'municipality,1497,,,Eva Ek,eva@example.se,',
      'municipality,1497,,,Eva Ek,eva@example.se,operator.admin',
      'municipality,1497,,,Eva Ek,eva@example.se,toString',
    ]),
    ['2 name', '3 email', '4 roles', '5 roles', '6 roles'],
  )
})

test('doubles are told: a person twice, an address of two names, an organisation of two names', () => {
  const eva = 'municipality,1497,,,Eva Ek,eva@example.se,municipality.lead'
  assert.deepEqual(
    faults([
      eva,
      eva.toUpperCase().replace('MUNICIPALITY', 'municipality').replace('MUNICIPALITY.LEAD', 'municipality.lead'),
    ]),
    ['3 email'],
  )
  assert.deepEqual(faults([eva, 'municipality,1498,,,Eva Alm,eva@example.se,municipality.lead']), ['3 name'])
  assert.deepEqual(faults(['municipality,1498,,,Eva Alm,eva@example.se,municipality.lead'], HJO), ['2 name'])
  assert.deepEqual(faults(['municipality,1497,Hjo stad,,,,'], HJO), ['2 organisation'])
  assert.deepEqual(faults(['rss,,RSS,1497,,,', 'rss,,rss,1498,,,', 'rss,,RSS,,,,']), ['3 serves', '3 name', '4 name'])
})

test('a file with other columns, or that is no table, gives no plan', () => {
  const planned = planImport('name,email\nEva Ek,eva@example.se', 'people.csv', PLACES, NOTHING)
  assert.ok(!planned.ok)
  assert.match(planned.problems[0]?.expected ?? '', /expected the columns kind,code,.*found name,email/)
})
