import { written } from '#modules/municipality/index.ts'

/** A Swedish number as people write it, as the file has it (+46503180000); nothing for what is no number in Sweden. */
export const numberIn = (text: string): string | undefined => {
  const bare = text.replaceAll(/[\s()./–-]/g, '')
  const whole = bare.startsWith('+') ? bare : bare.startsWith('00') ? `+${bare.slice(2)}` : bare.replace(/^0/, '+46')
  return written.e164.safeParse(whole).success ? whole : undefined
}
