import { parentPort, workerData } from 'node:worker_threads'
import { openJudge, type JudgeSettings } from './judge-one.ts'

/** A thread that judges the folders it is given, one after the other. */
const judge = openJudge(workerData as JudgeSettings)

parentPort?.on('message', (folder: string) => {
  void judge.judge(folder).then((judged) => parentPort?.postMessage(judged))
})
