import { createRequire } from 'node:module'
import type { parsePhoneNumberFromString } from 'libphonenumber-js/min'

// Loaded with the first number: a site where no municipality has confirmed anything starts without it.
const load = createRequire(import.meta.url)
let library: { parsePhoneNumberFromString: typeof parsePhoneNumberFromString } | undefined

const parsed = (e164: string): ReturnType<typeof parsePhoneNumberFromString> => {
  library ??= load('libphonenumber-js/min') as NonNullable<typeof library>
  return library.parsePhoneNumberFromString(e164)
}

/** True for a number written +46503180000 that a telephone in Sweden can have. */
export const isSwedishNumber = (e164: string): boolean => {
  const number = parsed(e164)
  return number?.number === e164 && number.country === 'SE' && number.isValid()
}

/** A number as it is written in Sweden: +46503180000 as 0503-180 00; as it stands where it is none of ours. */
export const displayOf = (e164: string): string => parsed(e164)?.formatNational() ?? e164
