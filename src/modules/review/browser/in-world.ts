import type { CDPSession } from 'playwright-core'

/**
 * A world of its own inside the shown page: the same document, but none of the page's scripts, which may have put
 * something else in the place of what the language brings.
 */
export type World = {
  /** The value of an expression there, waited for. Throws when the page has given way to another. */
  evaluate<T>(expression: string): Promise<T>
}

/** Opens the world in the page's main frame as it is now. */
export const openWorld = async (cdp: CDPSession): Promise<World> => {
  const { frameTree } = await cdp.send('Page.getFrameTree')
  const { executionContextId } = await cdp.send('Page.createIsolatedWorld', {
    frameId: frameTree.frame.id,
    worldName: 'review',
  })
  return {
    evaluate: async <T>(expression: string) => {
      const { result, exceptionDetails } = await cdp.send('Runtime.evaluate', {
        expression,
        contextId: executionContextId,
        awaitPromise: true,
        returnByValue: true,
      })
      if (exceptionDetails !== undefined)
        throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text)
      return result.value as T
    },
  }
}
