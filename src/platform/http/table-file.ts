import { csvOf } from '#kernel/csv.ts'
import type { Answer } from './staff-routes.ts'
import { chosenRows, type CellValue, type Table } from './table.ts'

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** The kind of file that an address asks for; nothing when it asks for the page. */
export const fileAsked = (query: URLSearchParams): 'xlsx' | 'csv' | undefined => {
  const as = query.get('as')
  return as === 'xlsx' || as === 'csv' ? as : undefined
}

/** The table as a file when the address asks for one (`as=xlsx` or `as=csv`), with the filter that is on; else nothing. */
export const tableFile = async <Row>(
  table: Table<Row>,
  rows: readonly Row[],
  query: URLSearchParams,
): Promise<Answer | undefined> => {
  const as = fileAsked(query)
  if (as === undefined) return undefined
  const columns = table.columns.filter(({ onlyPage }) => onlyPage !== true)
  const values = chosenRows(table, rows, query).map((row) => columns.map(({ value }) => value(row)))
  const name = `${fileName(table.caption)}.${as}`
  const heads = columns.map(({ head }) => head)
  return as === 'csv'
    ? { kind: 'file', name, type: 'text/csv; charset=utf-8', body: csvOf([heads, ...values]) }
    : { kind: 'file', name, type: XLSX, body: await xlsxOf(heads, values) }
}

const fileName = (caption: string): string =>
  caption
    .toLowerCase()
    .replaceAll(/[åä]/g, 'a')
    .replaceAll('ö', 'o')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')

const xlsxOf = async (heads: readonly string[], rows: readonly (readonly CellValue[])[]): Promise<Buffer> => {
  // Loaded with the first table that somebody takes out.
  const { default: writeXlsxFile } = await import('write-excel-file/node')
  const widths = heads.map((head, place) => {
    const longest = Math.max(head.length, ...rows.map((row) => String(row[place] ?? '').length))
    return { width: Math.min(longest + 2, 60) }
  })
  const data = [
    heads.map((value) => ({ value, type: String, fontWeight: 'bold' as const })),
    // Every text is typed as text: a spreadsheet then never takes "+46…" or "=…" for something to work out.
    ...rows.map((row) =>
      row.map((value) =>
        value === null ? null : typeof value === 'number' ? { value, type: Number } : { value, type: String },
      ),
    ),
  ]
  return writeXlsxFile(data, { columns: widths, stickyRowsCount: 1 }).toBuffer()
}
