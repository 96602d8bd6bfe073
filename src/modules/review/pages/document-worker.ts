import { parentPort } from 'node:worker_threads'
import { extractText, getDocumentProxy, getMeta } from 'unpdf'
import type { DocumentText } from './document-text.ts'

/** A plan of two hundred pages says what it is about long before its end. */
const LONGEST = 200_000

const textOf = async (pdf: Uint8Array): Promise<DocumentText> => {
  const document = await getDocumentProxy(pdf)
  const { info } = await getMeta(document).catch(() => ({ info: {} as Record<string, unknown> }))
  const { text } = await extractText(document, { mergePages: true })
  const title: unknown = info['Title']
  return {
    title: typeof title === 'string' ? title.trim() : '',
    text: text.replaceAll(/\s+/g, ' ').trim().slice(0, LONGEST),
  }
}

parentPort?.on('message', (pdf: Uint8Array) => {
  textOf(pdf).then(
    (text) => parentPort?.postMessage(text),
    () => parentPort?.postMessage({ title: '', text: '' } satisfies DocumentText),
  )
})
