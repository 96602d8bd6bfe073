import { createRequire } from 'node:module'
import type { parsePhoneNumberFromString } from 'libphonenumber-js/min'

// Loaded with the first number of another country: hardly any page has one.
const load = createRequire(import.meta.url)
let library: { parsePhoneNumberFromString: typeof parsePhoneNumberFromString } | undefined

/** Another country's number, `+47 22 00 00 00`, as `+4722000000`; nothing for what no telephone there can have. */
export const foreignNumber = (written: string): string | undefined => {
  library ??= load('libphonenumber-js/min') as NonNullable<typeof library>
  const number = library.parsePhoneNumberFromString(written)
  return number?.isValid() === true ? number.number : undefined
}
