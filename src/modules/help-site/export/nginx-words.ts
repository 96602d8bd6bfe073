import type { Headers } from '#platform/http/headers.ts'

/** A text as nginx reads it: in quotation marks, and without variables. Throws for what cannot be written so. */
export const quoted = (text: string): string => {
  if (/[$\r\n\0]/.test(text)) throw new Error(`nginx cannot be told ${JSON.stringify(text)}.`)
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
}

/** An address to send somebody to; a dollar sign would begin a variable. */
export const quotedUrl = (url: string): string => quoted(url.replaceAll('$', '%24'))

export const headerLines = (headers: Headers, indent: number): string =>
  Object.entries(headers)
    .map(([name, value]) => `${' '.repeat(indent)}add_header ${name} ${quoted(value)} always;`)
    .join('\n')

/** The addresses a folder may have for nginx to find it: its configuration has no way to write others. */
export const canBeServed = (folder: string): boolean => !/[$\r\n\0]/.test(folder)

const LISTEN = /^(?:(?:(?:\d{1,3}\.){3}\d{1,3}|\[[\da-fA-F:]+\]|localhost|\*):)?\d{1,5}$/

/** An address and port that can stand after `listen`. */
export const canListen = (listen: string): boolean =>
  LISTEN.test(listen) && Number(/\d+$/.exec(listen)?.[0] ?? 0) <= 65_535
