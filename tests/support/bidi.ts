/** A connection that speaks WebDriver BiDi (https://w3c.github.io/webdriver-bidi/). */
export type Bidi = {
  /** The browser's version, as it says itself. */
  readonly version: string
  /** Sends a command and returns its result. Throws with the browser's own message when it refuses. */
  send<T>(method: string, parameters: object): Promise<T>
  close(): void
}

type Answer = { readonly id?: number; readonly type: string; readonly result?: unknown; readonly message?: string }

/** Longer than any page takes: a browser that does not answer must not keep a test waiting for ever. */
const LONGEST_ANSWER_MS = 20_000

/** Connects to a browser that listens at a `ws:` address, and begins a session. */
export const connectBidi = async (address: string): Promise<Bidi> => {
  const socket = new WebSocket(`${address}/session`)
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener('open', () => resolve(), { once: true })
    socket.addEventListener('error', () => reject(new Error(`No connection to the browser at ${address}.`)), {
      once: true,
    })
  })
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>()
  let last = 0
  socket.addEventListener('message', ({ data }) => {
    const answer = JSON.parse(String(data)) as Answer
    const asked = answer.id === undefined ? undefined : waiting.get(answer.id)
    if (asked === undefined || answer.id === undefined) return
    waiting.delete(answer.id)
    if (answer.type === 'success') asked.resolve(answer.result)
    else asked.reject(new Error(answer.message ?? 'The browser refused.'))
  })
  socket.addEventListener('close', () => {
    for (const { reject } of waiting.values()) reject(new Error('The browser closed the connection.'))
    waiting.clear()
  })
  const send = async <T>(method: string, params: object): Promise<T> => {
    last += 1
    const id = last
    const answer = new Promise((resolve, reject) => waiting.set(id, { resolve, reject }))
    const patience = setTimeout(
      () => waiting.get(id)?.reject(new Error(`no answer within ${LONGEST_ANSWER_MS} ms`)),
      LONGEST_ANSWER_MS,
    )
    socket.send(JSON.stringify({ id, method, params }))
    try {
      return (await answer) as T
    } catch (error) {
      throw new Error(`${method}: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`, {
        cause: error,
      })
    } finally {
      clearTimeout(patience)
      waiting.delete(id)
    }
  }
  const { capabilities } = await send<{ capabilities: { browserVersion: string } }>('session.new', { capabilities: {} })
  return { version: capabilities.browserVersion, send, close: () => socket.close() }
}
