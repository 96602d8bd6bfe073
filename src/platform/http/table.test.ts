import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inflateRawSync } from 'node:zlib'
import { html } from '#kernel/html.ts'
import { PROJECT_ROOT } from '#platform/config.ts'
import { tableFile } from './table-file.ts'
import { chosenRows, showTable, type Table } from './table.ts'
import { readWords } from './words.ts'

const { sv } = readWords(PROJECT_ROOT)

type Row = { readonly name: string; readonly days: number | null }
const ROWS: readonly Row[] = [
  { name: 'Örebro', days: 12 },
  { name: 'Åre', days: null },
  { name: 'Ale', days: 3 },
]
const table: Table<Row> = {
  caption: 'Kommuner i länet',
  path: '/x',
  empty: html`<p>Lägg till den första.</p>`,
  filters: [{ name: 'late', says: 'Försenade', holds: ({ days }) => days !== null && days > 5 }],
  columns: [
    { name: 'name', head: 'Namn', value: ({ name }) => name },
    { name: 'days', head: 'Dagar', value: ({ days }) => days },
    { name: 'do', head: 'Gör', value: () => null, shown: () => html`<button>Gör</button>`, onlyPage: true },
  ],
}
const names = (query: string): string =>
  chosenRows(table, ROWS, new URLSearchParams(query))
    .map(({ name }) => name)
    .join(' ')

test('rows are sorted as Swedish is, and numbers as numbers; what is missing stands last either way', () => {
  assert.equal(names('sort=name'), 'Ale Åre Örebro')
  assert.equal(names('sort=-name'), 'Örebro Åre Ale')
  assert.equal(names('sort=days'), 'Ale Örebro Åre')
  assert.equal(names('sort=-days'), 'Örebro Ale Åre')
})

test('a filter or a column that there is not changes nothing', () => {
  assert.equal(names('show=nonsense&sort=__proto__'), 'Örebro Åre Ale')
  assert.equal(names('show=late'), 'Örebro')
})

test('sorting and filtering are links, and each keeps what the other says', () => {
  const shown = String(showTable(sv, table, ROWS, new URLSearchParams('show=late&sort=days')))
  assert.match(shown, /href="\/x\?show=late&amp;sort=-days" title="Sortera efter Dagar">Dagar ↑/)
  assert.match(shown, /aria-sort="ascending"/)
  assert.match(shown, /href="\/x\?show=late&amp;sort=days" aria-current="true">Försenade \(1\)/)
  assert.match(shown, /href="\/x\?show=late&amp;sort=days&amp;as=xlsx">Hämta som XLSX/)
  assert.match(shown, /1 av 3 visas/)
})

test('with nothing at all it says what to do, and with nothing of a choice how to see the rest', () => {
  assert.match(String(showTable(sv, table, [], new URLSearchParams())), /Lägg till den första/)
  const none = String(showTable(sv, table, ROWS.slice(1), new URLSearchParams('show=late')))
  assert.match(none, /Inget att visa med det här valet. <a href="\/x">Visa alla/)
})

const file = async (rows: readonly Row[], query: string): Promise<{ name: string; body: Buffer }> => {
  const answer = await tableFile(table, rows, new URLSearchParams(query))
  assert.ok(answer?.kind === 'file')
  return { name: answer.name, body: Buffer.from(answer.body) }
}

test('a CSV file has the filter that is on, the marks a Swedish spreadsheet expects, and no buttons', async () => {
  const { name, body } = await file(ROWS, 'show=late&as=csv')
  assert.equal(name, 'kommuner-i-lanet.csv')
  assert.equal(body.toString(), '\uFEFFNamn;Dagar\r\nÖrebro;12\r\n')
})

test('a cell that a spreadsheet would work out is kept as text; a telephone number is left alone', async () => {
  const given = ['=1+1', '@x', '+46 31 390', '-cmd', 'a;"b"'].map((name) => ({ name, days: null }))
  const { body } = await file(given, 'as=csv')
  assert.deepEqual(body.toString().split('\r\n').slice(1, -1), [
    `'=1+1;`,
    `'@x;`,
    '+46 31 390;',
    `'-cmd;`,
    '"a;""b""";',
  ])
})

/** The parts of a ZIP file, by the central directory at its end. */
const unzipped = (zip: Buffer): ReadonlyMap<string, string> => {
  const parts = new Map<string, string>()
  const end = zip.lastIndexOf(Buffer.from('PK\u0005\u0006'))
  let at = zip.readUInt32LE(end + 16)
  while (zip.readUInt32LE(at) === 0x02014b50) {
    const [size, nameLength, extra, comment] = [
      zip.readUInt32LE(at + 20),
      zip.readUInt16LE(at + 28),
      zip.readUInt16LE(at + 30),
      zip.readUInt16LE(at + 32),
    ]
    const local = zip.readUInt32LE(at + 42)
    const from = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
    const packed = zip.subarray(from, from + size)
    const stored = zip.readUInt16LE(at + 10) === 0
    const name = zip.subarray(at + 46, at + 46 + nameLength).toString()
    parts.set(name, (stored ? packed : inflateRawSync(packed)).toString())
    at += 46 + nameLength + extra + comment
  }
  return parts
}

test('an XLSX file has texts as texts and numbers as numbers', async () => {
  const parts = unzipped((await file([{ name: '=1+1', days: 12 }], 'as=xlsx')).body)
  const sheet = parts.get('xl/worksheets/sheet1.xml') ?? ''
  assert.match(sheet, /<v>12<\/v>/)
  assert.doesNotMatch(sheet, /<f>/)
  assert.match(`${sheet}${parts.get('xl/sharedStrings.xml')}`, /=1\+1/)
})

test('without being asked for, there is no file', async () => {
  assert.equal(await tableFile(table, ROWS, new URLSearchParams('as=exe')), undefined)
})

test('what else stands in the address stays, however the table is sorted, filtered or taken out', () => {
  const page = String(showTable(sv, { ...table, kept: { q: 'å & ä' } }, ROWS, new URLSearchParams('show=late')))
  const links = [...page.matchAll(/href="([^"]*)"/g)].map(([, to = '']) => to.replaceAll('&amp;', '&'))
  assert.ok(links.length > 3)
  for (const link of links) assert.equal(new URL(link, 'http://x').searchParams.get('q'), 'å & ä', link)
})
