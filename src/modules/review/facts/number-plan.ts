/*
 * The Swedish numbering plan as far as a page must be read by it: how long an area code is, and how many digits a number
 * may have with it. Whether a series is in use is not asked: numbers set aside for fiction are read as any other, and a
 * series opened next year as well.
 */

/** Area codes of three digits, with the services and mobile numbers that are written as if they had one. */
const THREE = new Set(
  (
    '010 011 013 016 018 019 020 021 023 026 031 033 035 036 040 042 044 046 054 060 063 070 072 073 074 075 076 077 ' +
    '078 079 090'
  ).split(' '),
)
/** The least and the most digits of a number, its first 0 among them. */
const LENGTHS: Readonly<Record<string, readonly [number, number]>> = {
  '08': [8, 10],
  '010': [10, 10],
  '020': [8, 10],
  '077': [9, 10],
}
const OF_THREE: readonly [number, number] = [8, 10]
const OF_FOUR: readonly [number, number] = [9, 10]
const MOBILE: readonly [number, number] = [10, 10]

/** The area code that a number's digits begin with; `digits` begin with 0. */
export const areaOf = (digits: string): string => {
  if (digits.startsWith('08')) return '08'
  const three = digits.slice(0, 3)
  return THREE.has(three) ? three : digits.slice(0, 4)
}

/** Whether so many digits make a whole number of their area; `digits` begin with 0. */
export const isWhole = (digits: string): boolean => {
  if (!/^0[1-9]/.test(digits)) return false
  const area = areaOf(digits)
  const usual = area.length === 4 ? OF_FOUR : area.startsWith('07') ? MOBILE : OF_THREE
  const [least, most] = LENGTHS[area] ?? usual
  return digits.length >= least && digits.length <= most
}

/** A whole number's digits as `+46…`. */
export const international = (digits: string): string => `+46${digits.slice(1)}`

/** National services: freephone (020, 0200) and one price for the whole country (077). */
export const isServiceNumber = (e164: string): boolean => /^\+46(?:20|77)/.test(e164)
