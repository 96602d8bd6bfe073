import { isMap, LineCounter, parseDocument, visit, type Document } from 'yaml'
import type { z } from 'zod'

/** One thing wrong in a file a person wrote: where it is and what was expected there. */
export type Problem = {
  readonly file: string
  /** 1-based; 0 when the file as a whole is meant. */
  readonly line: number
  /** Path of the field, such as `reception.numbers[0].e164`; empty for the file as a whole. */
  readonly field: string
  readonly expected: string
}

export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: readonly Problem[] }

/** Thrown where a file that must be right at start is not; its message is one sentence a line. */
export class FileProblems extends Error {
  override name = 'FileProblems'
  readonly problems: readonly Problem[]
  constructor(problems: readonly Problem[]) {
    super(problems.map(sentenceOf).join('\n'))
    this.problems = problems
  }
}

/** The sentence an operator reads: file, line, field, what was expected. */
export const sentenceOf = ({ file, line, field, expected }: Problem): string =>
  `${file}${line > 0 ? `, line ${line}` : ''}${field === '' ? '' : `, field ${field}`}: ${expected}`

/**
 * Reads YAML (or JSON, its subset) against a schema.
 * Returns every problem with its line; never throws for bad input.
 */
export const parseYaml = <T>(text: string, schema: z.ZodType<T>, file: string): Parsed<T> => {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'error' })
  if (document.errors.length > 0) {
    return {
      ok: false,
      problems: document.errors.map((error) => ({
        file,
        line: lines.linePos(error.pos[0]).line,
        field: '',
        expected: `the file is not valid YAML: ${error.message}`,
      })),
    }
  }
  const content = contentOf(document)
  if (!content.ok) {
    const line = content.at === undefined ? 0 : lines.linePos(content.at).line
    return { ok: false, problems: [{ file, line, field: '', expected: content.expected }] }
  }
  const result = schema.safeParse(content.value)
  if (result.success) return { ok: true, value: result.data }
  return {
    ok: false,
    problems: result.error.issues.map((issue) => ({
      file,
      line: lineAt(document, issue.path, lines),
      field: fieldName(issue.path),
      expected: issue.message,
    })),
  }
}

/** As `parseYaml`, for files the program cannot start without. Throws FileProblems. */
export const mustParseYaml = <T>(text: string, schema: z.ZodType<T>, file: string): T => {
  const parsed = parseYaml(text, schema, file)
  if (!parsed.ok) throw new FileProblems(parsed.problems)
  return parsed.value
}

type Content =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly at: number | undefined; readonly expected: string }

/** What a document says; a fault where it refers (`*name`) to what is not there, or so often that it would fill the memory. */
const contentOf = (document: Document): Content => {
  try {
    return { ok: true, value: document.toJS() }
  } catch (error) {
    let at: number | undefined
    visit(document, {
      Alias: (_, alias) => {
        at ??= alias.resolve(document) === undefined ? alias.range?.[0] : undefined
      },
    })
    return {
      ok: false,
      at,
      expected: `the file is not valid YAML: ${error instanceof Error ? error.message : String(error)}`,
    }
  }
}

const fieldName = (path: readonly PropertyKey[]): string =>
  path.reduce<string>(
    (name, part) =>
      typeof part === 'number' ? `${name}[${part}]` : name === '' ? String(part) : `${name}.${String(part)}`,
    '',
  )

/** The line of the deepest part of the path that stands in the file. */
const lineAt = (document: Document, path: readonly PropertyKey[], lines: LineCounter): number => {
  for (let depth = path.length; depth >= 0; depth -= 1) {
    const node = depth === 0 ? document.contents : document.getIn(path.slice(0, depth), true)
    const key = depth === 0 ? undefined : keyNode(document, path.slice(0, depth))
    const range = rangeOf(key) ?? rangeOf(node)
    if (range !== undefined) return lines.linePos(range[0]).line
  }
  return 0
}

const keyNode = (document: Document, path: readonly PropertyKey[]): unknown => {
  const parent = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true)
  if (!isMap(parent)) return undefined
  return parent.items.find((pair) => String(pair.key) === String(path.at(-1)))?.key
}

const rangeOf = (node: unknown): readonly [number, number, number] | undefined =>
  typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range)
    ? (node.range as [number, number, number])
    : undefined
