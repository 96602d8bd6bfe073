import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Capture } from '../crawl/capture.ts'
import type { DocumentReader, DocumentText } from '../pages/document-text.ts'
import { replaceFile, unlessMissing } from './files.ts'
import { digestOf } from './record.ts'

/** Beside the archive, and no part of it: what reading its documents gave, so that it is done once. May be thrown away. */
const CACHE = 'document-texts.cache'

type Line = DocumentText & { readonly digest: string }

const isDocument = ({ purpose, status, body }: Capture): boolean =>
  purpose === 'document' && (status === 200 || status === 304) && body.length > 0

/** The texts of a visit's documents by their addresses: from the cache, and read where they are not in it. */
export const documentTexts = async (
  folder: string,
  captures: readonly Capture[],
  reader: DocumentReader,
): Promise<ReadonlyMap<string, DocumentText>> => {
  const documents = captures.filter(isDocument)
  if (documents.length === 0) return new Map()
  const cached = await unlessMissing(readFile(join(folder, CACHE), 'utf8'), '')
  const known = new Map(cached.split('\n').flatMap((line) => lineIn(line)))
  const before = known.size
  const texts = new Map<string, DocumentText>()
  for (const { url, body } of documents) {
    const digest = digestOf(body)
    const text = known.get(digest) ?? (await reader.read(body))
    known.set(digest, text)
    texts.set(url, text)
  }
  if (known.size > before) await keep(folder, known)
  return texts
}

const lineIn = (line: string): readonly [string, DocumentText][] => {
  try {
    const { digest, title, text } = JSON.parse(line) as Line
    return [[digest, { title, text }]]
  } catch {
    return []
  }
}

const keep = async (folder: string, known: ReadonlyMap<string, DocumentText>): Promise<void> => {
  const lines = [...known].map(([digest, text]) => `${JSON.stringify({ digest, ...text })}\n`)
  // An archive on a medium that cannot be written is judged all the same, only slower.
  await replaceFile(join(folder, CACHE), lines.join('')).catch(() => undefined)
}
