const DEEPEST_CAUSE = 5
const LONGEST_TEXT = 6000

/**
 * An error as a person wants to read it: message, then the lines of its stack that lie in the project, then its
 * causes. node:test wraps what a test threw in an error of its own; that one is left out.
 */
export const describeError = (error: unknown, root: string): string => {
  const thrown = error instanceof Error && 'failureType' in error && error.cause !== undefined ? error.cause : error
  return described(thrown, root, 0).slice(0, LONGEST_TEXT)
}

const described = (error: unknown, root: string, depth: number): string => {
  if (!(error instanceof Error)) return String(error)
  const name = error.name === 'Error' || error.name === 'AssertionError' ? '' : `${error.name}: `
  const lines = [`${name}${error.message}`, ...ownLines(error.stack, root)]
  if (error.cause !== undefined && depth < DEEPEST_CAUSE) {
    lines.push(`because: ${described(error.cause, root, depth + 1)}`)
  }
  return lines.join('\n')
}

const ownLines = (stack: string | undefined, root: string): readonly string[] =>
  (stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line) && line.includes(root) && !line.includes('node_modules'))
    .map((line) => `  ${line.trim().replaceAll('file://', '').replaceAll(`${root}/`, '')}`)
