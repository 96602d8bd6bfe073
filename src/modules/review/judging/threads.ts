import { Worker } from 'node:worker_threads'
import { openJudge, type Judged, type JudgeOne, type JudgeSettings } from './judge-one.ts'

/** How far ahead of the first that is not ready others are judged: what is kept in memory is no more than that. */
const AHEAD = 8

/**
 * Judges folders, several at a time, and gives what came of them in the order of the folders. A folder that takes its
 * thread with it costs itself alone.
 */
export async function* judgeAll(
  folders: readonly string[],
  settings: JudgeSettings,
  threads: number,
): AsyncGenerator<Judged> {
  const judge = threads > 1 ? openThreads(settings, Math.min(threads, folders.length)) : openJudge(settings)
  const underWay: Promise<Judged>[] = []
  try {
    for (const folder of folders) {
      underWay.push(judge.judge(folder))
      const first = underWay.length >= threads * AHEAD ? underWay.shift() : undefined
      if (first !== undefined) yield await first
    }
    for (const next of underWay) yield await next
  } finally {
    await judge.close()
  }
}

type Waiting = { readonly folder: string; readonly resolve: (judged: Judged) => void }

const openThreads = (settings: JudgeSettings, threads: number): JudgeOne => {
  const waiting: Waiting[] = []
  const workers = new Set<Worker>()
  let closing = false

  const start = (): void => {
    const worker = new Worker(new URL('worker.ts', import.meta.url), { workerData: settings })
    let mine: Waiting | undefined
    let why = 'its thread ended'
    const next = (): void => {
      mine = waiting.shift()
      if (mine === undefined) idle.push(next)
      else worker.postMessage(mine.folder)
    }
    workers.add(worker)
    worker.on('message', (judged: Judged) => {
      mine?.resolve(judged)
      next()
    })
    worker.on('error', (error) => void (why = String(error)))
    worker.on('exit', () => {
      workers.delete(worker)
      const place = idle.indexOf(next)
      if (place >= 0) idle.splice(place, 1)
      mine?.resolve({ kind: 'failed', folder: mine.folder, why })
      // One that ended before it was given anything would end again.
      if (!closing && mine !== undefined) start()
    })
    next()
  }
  const idle: (() => void)[] = []
  for (let started = 0; started < threads; started++) start()
  return {
    judge: (folder) =>
      new Promise((resolve) => {
        waiting.push({ folder, resolve })
        idle.shift()?.()
      }),
    async close() {
      closing = true
      await Promise.all([...workers].map((worker) => worker.terminate()))
    },
  }
}
