import type { Parsed, Problem } from './document.ts'

export type CsvLine<Column extends string> = {
  /** 1-based; where the line begins in the file. */
  readonly line: number
  /** The cells by column, without the blanks around them. */
  readonly cells: Readonly<Record<Column, string>>
}

type Raw = { readonly line: number; readonly cells: readonly string[] }

/**
 * Reads a table with exactly these columns (RFC 4180; parted by commas or, as Swedish spreadsheets save it, by
 * semicolons). Returns every problem with its line; never throws for bad input. Empty lines are passed over.
 */
export const parseCsv = <Column extends string>(
  text: string,
  columns: readonly Column[],
  file: string,
): Parsed<readonly CsvLine<Column>[]> => {
  const fault = (line: number, field: string, expected: string): Problem => ({ file, line, field, expected })
  if (text.includes('\uFFFD')) {
    return { ok: false, problems: [fault(0, '', 'the file is not UTF-8: save it as "CSV UTF-8"')] }
  }
  const plain = text.replace(/^\uFEFF/, '')
  const separator = (/^[^\r\n]*/.exec(plain)?.[0] ?? '').includes(';') ? ';' : ','
  const { lines, open } = split(plain, separator)
  if (open !== undefined) return { ok: false, problems: [fault(open, '', 'a quotation mark here is never closed')] }
  const [head, ...body] = lines
  const named = (head?.cells ?? []).map((name) => name.trim())
  if (named.join() !== columns.join()) {
    const found = named.join() === '' ? 'nothing' : named.join()
    return { ok: false, problems: [fault(1, '', `expected the columns ${columns.join()}, found ${found}`)] }
  }
  const problems = body
    .filter(({ cells }) => cells.length !== columns.length)
    .map(({ line, cells }) => fault(line, '', `expected ${columns.length} cells, found ${cells.length}`))
  if (problems.length > 0) return { ok: false, problems }
  const value = body.map(({ line, cells }) => ({
    line,
    cells: Object.fromEntries(columns.map((column, at) => [column, cells[at]?.trim() ?? ''])) as Record<Column, string>,
  }))
  return { ok: true, value }
}

/** The lines that hold anything; `open` is the line of a quotation mark that is never closed. */
const split = (text: string, separator: string): { readonly lines: readonly Raw[]; readonly open?: number } => {
  const lines: Raw[] = []
  let cells: string[] = []
  let cell = ''
  let line = 1
  let began = 1
  let quoted: number | undefined
  const endCell = (): void => {
    cells.push(cell)
    cell = ''
  }
  const endLine = (): void => {
    endCell()
    if (cells.some((each) => each.trim() !== '')) lines.push({ line: began, cells })
    cells = []
  }
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at]
    if (letter === '\n') line += 1
    if (quoted !== undefined) {
      if (letter !== '"') cell += letter
      else if (text[at + 1] === '"') cell += text[(at += 1)]
      else quoted = undefined
    } else if (letter === '"' && cell.trim() === '') {
      cell = ''
      quoted = line
    } else if (letter === separator) endCell()
    else if (letter === '\n') {
      endLine()
      began = line
    } else if (letter !== '\r') cell += letter
  }
  endLine()
  return quoted === undefined ? { lines } : { lines, open: quoted }
}

/** With a byte order mark and semicolons, as a Swedish spreadsheet program expects; `null` is an empty cell. */
export const csvOf = (rows: readonly (readonly (string | number | null)[])[]): string =>
  `\uFEFF${rows.map((row) => row.map(csvCell).join(';')).join('\r\n')}\r\n`

const csvCell = (value: string | number | null): string => {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  // A program that opens the file would work out a cell that begins so; an apostrophe makes it text.
  const safe = /^(?:[=@\t\r]|[+-](?![\d ]+$))/.test(value) ? `'${value}` : value
  return /[";\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
