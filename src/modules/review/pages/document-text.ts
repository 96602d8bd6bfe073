import { Worker } from 'node:worker_threads'

/** What a document that is no page says: its own title, and its text; both empty when it is scanned, locked or broken. */
export type DocumentText = { readonly title: string; readonly text: string }

export type DocumentReader = {
  /** The text of a PDF; of one that takes too long or too much, or breaks what reads it, nothing. Never throws. */
  read(pdf: Uint8Array): Promise<DocumentText>
  close(): Promise<void>
}

export type DocumentLimits = { readonly withinMs?: number; readonly memoryMb?: number }

const NOTHING: DocumentText = { title: '', text: '' }

/**
 * Reads documents one at a time in a thread of its own with a ceiling on its memory: one that was made to do harm, or
 * only made badly, takes that thread with it and nothing else, and the next is read in a new one.
 */
export const openDocumentReader = ({ withinMs = 10_000, memoryMb = 256 }: DocumentLimits = {}): DocumentReader => {
  let worker: Worker | undefined
  let last: Promise<unknown> = Promise.resolve()

  const end = async (): Promise<void> => {
    const ending = worker
    worker = undefined
    await ending?.terminate()
  }
  const started = (): Worker => {
    const made = new Worker(new URL('document-worker.ts', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: memoryMb },
      // What a PDF makes the reader say is of no use to anybody.
      stdout: true,
      stderr: true,
    })
    made.unref()
    return made
  }
  const readOne = async (pdf: Uint8Array): Promise<DocumentText> => {
    const reader = (worker ??= started())
    const { promise, resolve } = Promise.withResolvers<DocumentText | undefined>()
    const late = setTimeout(() => resolve(undefined), withinMs)
    const broke = (): void => resolve(undefined)
    reader.once('message', resolve).once('error', broke).once('exit', broke)
    reader.postMessage(pdf)
    const text = await promise
    clearTimeout(late)
    reader.removeAllListeners('message').removeAllListeners('exit')
    if (text === undefined) await end()
    else reader.removeListener('error', broke)
    return text ?? NOTHING
  }
  return {
    read(pdf) {
      const mine = last.then(() => readOne(pdf))
      last = mine
      return mine
    },
    close: end,
  }
}
