import { createServer, type Server } from 'node:net'
import { codeOf } from '../errors.ts'

const TRY_AGAIN_MS = 20

/**
 * Runs `work` while no other process of this machine does so under the same name. The lock is an abstract Unix
 * socket: the kernel takes it back when its owner dies, however it dies, so none can be left behind.
 * Waits up to `patience` milliseconds, then goes on without it: what it guards is safe, only slower, without.
 */
export const underMachineLock = async <T>(name: string, patience: number, work: () => Promise<T>): Promise<T> => {
  const held = await hold(`\0rackhall-${name}`, Date.now() + patience)
  try {
    return await work()
  } finally {
    held?.close()
  }
}

const hold = async (path: string, until: number): Promise<Server | undefined> => {
  const held = await tryToHold(path)
  if (held !== undefined || Date.now() > until) return held
  await new Promise((again) => setTimeout(again, TRY_AGAIN_MS))
  return hold(path, until)
}

const tryToHold = (path: string): Promise<Server | undefined> =>
  new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy())
    server.once('error', (error) => (codeOf(error) === 'EADDRINUSE' ? resolve(undefined) : reject(error)))
    server.listen(path, () => resolve(server))
  })
