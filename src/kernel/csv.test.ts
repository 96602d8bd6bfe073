import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { csvOf, parseCsv } from './csv.ts'

const read = (text: string) => parseCsv(text, ['name', 'place'], 'people.csv')

test('commas and semicolons, quotation marks, line breaks in a cell and a mark at the start are all read', () => {
  const expected = [
    { line: 2, cells: { name: 'Ek, Eva', place: 'Hjo "nedre"' } },
    { line: 4, cells: { name: 'Åsa', place: 'över\ntvå rader' } },
    { line: 6, cells: { name: 'Bo', place: '' } },
  ]
  const commas = 'name,place\n"Ek, Eva","Hjo ""nedre"""\n\nÅsa,"över\ntvå rader"\nBo,\n'
  assert.deepEqual(read(commas), { ok: true, value: expected })
  const spreadsheet = '\uFEFFname;place\r\nEk, Eva;"Hjo ""nedre"""\r\n;\r\nÅsa; "över\ntvå rader"\r\nBo;\r\n'
  assert.deepEqual(read(spreadsheet), { ok: true, value: expected })
})

test('what any cells hold comes back, whatever stands in them', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', ',', ';', '"', '\n', 'å', ' ') }).map((text) => text.trim())
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell)), (rows) => {
      const told = rows.filter((row) => row.some((each) => each !== ''))
      const quoted = rows.map((row) => row.map((each) => `"${each.replaceAll('"', '""')}"`).join())
      const parsed = read(['name,place', ...quoted].join('\n'))
      assert.ok(parsed.ok)
      assert.deepEqual(
        parsed.value.map(({ cells: { name, place } }) => [name, place]),
        told,
      )
    }),
  )
})

test('wrong columns, too few cells, an open quotation mark and another encoding are told with their line', () => {
  const problemsOf = (text: string): unknown => {
    const parsed = read(text)
    return parsed.ok ? [] : parsed.problems.map(({ file, line, expected }) => `${file} ${line}: ${expected}`)
  }
  assert.deepEqual(problemsOf('place,name\n'), ['people.csv 1: expected the columns name,place, found place,name'])
  assert.deepEqual(problemsOf(''), ['people.csv 1: expected the columns name,place, found nothing'])
  assert.deepEqual(problemsOf('name,place\nBo\nÅsa,Hjo\na,b,c'), [
    'people.csv 2: expected 2 cells, found 1',
    'people.csv 4: expected 2 cells, found 3',
  ])
  assert.deepEqual(problemsOf('name,place\nBo,Hjo\nÅsa,"Hjo'), ['people.csv 3: a quotation mark here is never closed'])
  const latin = Buffer.from('name,place\nÅsa,Hjo', 'latin1').toString('utf8')
  assert.deepEqual(problemsOf(latin), ['people.csv 0: the file is not UTF-8: save it as "CSV UTF-8"'])
})

test('a table that is written opens in a spreadsheet as it is, and nothing in it is worked out there', () => {
  assert.equal(csvOf([['a', 'b;c', null, 2]]), '\uFEFFa;"b;c";;2\r\n')
  assert.equal(csvOf([['=1+1', '@x', '+46 8', '-1+2', '"']]), '\uFEFF\'=1+1;\'@x;+46 8;\'-1+2;""""\r\n')
})
