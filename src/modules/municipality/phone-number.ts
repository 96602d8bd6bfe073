import { createRequire } from 'node:module'
import type { parsePhoneNumberFromString } from 'libphonenumber-js/min'

// Loaded with the first number: a site where no municipality has confirmed anything starts without it.
const load = createRequire(import.meta.url)
let library: { parsePhoneNumberFromString: typeof parsePhoneNumberFromString } | undefined

const parsed = (text: string): ReturnType<typeof parsePhoneNumberFromString> => {
  library ??= load('libphonenumber-js/min') as NonNullable<typeof library>
  return library.parsePhoneNumberFromString(text, 'SE')
}

/** True for a number written +46503180000 that a telephone in Sweden can have. */
export const isSwedishNumber = (e164: string): boolean => {
  const number = parsed(e164)
  return number?.number === e164 && number.country === 'SE' && number.isValid()
}

/** A number as it is written in Sweden: +46503180000 as 0503-180 00; as it stands where it is none of ours. */
export const displayOf = (e164: string): string => parsed(e164)?.formatNational() ?? e164

/** With an area code or a country's: one without would be read as another number, somewhere else. */
const WHOLE_NUMBER = /^(?:\+|\(?0)[\d\s()/.–-]*$/

/** A Swedish number as people write it, 0503-18 00 00 or 0046 503 180000, as +46503180000; nothing for what is none. */
export const readNumber = (typed: string): string | undefined => {
  const text = typed.trim().replace(/^00(?=46)/, '+')
  const number = WHOLE_NUMBER.test(text) ? parsed(text)?.number : undefined
  return number !== undefined && isSwedishNumber(number) ? number : undefined
}
