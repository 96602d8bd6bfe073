import { areaOf, international, isWhole } from './number-plan.ts'
import { foreignNumber } from './numbers-foreign.ts'
import { shortNumbersIn } from './numbers-short.ts'

/** A telephone number as it stands in a text. */
export type Written = {
  /** `+46…`, another country's as it is, a short number as bare digits. */
  readonly e164: string
  readonly asWritten: string
  /** Where in the text it begins and ends. */
  readonly at: number
  readonly end: number
}

/** Dashes and spaces of every kind as the plain ones, letter for letter, so that places stay the same. */
const plain = (text: string): string => text.replaceAll(/[‐-―−]/g, '-').replaceAll(/[\u00a0\u2000-\u200a\u202f]/g, ' ')

/** Nothing shorter, and nothing without one of these, can be a number. */
const MAY_HOLD = /0[ -]?[1-9]|\(0|\+\s?\d|\b1[0-9]{2}|\b90|\b11\s/
const BEFORE = String.raw`(?<![\p{N}_@=+#]|\p{N}[-.,:]|[\p{L}.]/)(?:(?<!\p{L})|(?<=tel|telefon|tfn|mobil|jour|jouren|växel|nummer|nr))`
const REST = String.raw`(?:\) ?[-./]? ?\d+|(?: ?[-./] ?| {1,2})\(?\d+){0,12}`
const NUMBER = new RegExp(
  `${BEFORE}(?<abroad>\\(?(?:\\+ ?|00 ?)46\\)?[ .-]{0,3}(?:\\(0\\)[ .-]{0,3})?)?(?<run>\\(?\\d+${REST})`,
  'giu',
)
const FOREIGN = /(?<![\p{L}\p{N}_@=+#])\+ ?(?!46)[1-9]\d{0,2}[ .()-]{0,2}\d(?:[ .()-]{0,2}\d){5,13}(?!\d)/gu

/** Every telephone number of a text, in its order. `short` are the short numbers that may be dialled, as bare digits. */
export const numbersIn = (text: string, short: readonly string[]): readonly Written[] => {
  if (!MAY_HOLD.test(text)) return []
  const looked = plain(text)
  const found = [...ofSweden(looked), ...foreign(looked), ...shortNumbersIn(looked, short)]
    .filter(({ at }) => !isSomethingElse(looked, at))
    .toSorted((a, b) => a.at - b.at)
  return found
    .filter(({ at }, index) => index === 0 || at >= (found[index - 1]?.end ?? 0))
    .map((written) => ({ ...written, asWritten: text.slice(written.at, written.end) }))
}

const ofSweden = (text: string): readonly Written[] => {
  const found: Written[] = []
  NUMBER.lastIndex = 0
  for (let match = NUMBER.exec(text); match !== null; match = NUMBER.exec(text)) {
    const { abroad = '', run = '' } = match.groups ?? {}
    const at = match.index
    const read = readRun(run, abroad !== '')
    if (read === undefined) {
      // What follows the first digits may be a number all the same: "8-16 0980-319 200".
      NUMBER.lastIndex = at + abroad.length + (/^\(?\d+/.exec(run)?.[0].length ?? 1)
      continue
    }
    const end = at + abroad.length + read.length
    found.push({ e164: international(read.digits), asWritten: '', at, end })
    const more = sameArea(text, end, read.digits)
    found.push(...more)
    NUMBER.lastIndex = more.at(-1)?.end ?? end
  }
  return found
}

type Run = { readonly digits: string; readonly length: number }

const PARTS = /(\D*)(\d+)/g
/** A personal identity number, a date and hours are written with the same signs. */
const NO_NUMBER = /^(?:\d{6}-\d{4}(?!\d)|0\d-\d\d-(?:\d\d){1,2}(?!\d)|0\d\.\d\d ?-|0\d\.\d\d$)/

/** The number that a run of digits and signs begins with: as much of it as makes a whole one. */
const readRun = (run: string, isAbroad: boolean): Run | undefined => {
  if (NO_NUMBER.test(run) || (!isAbroad && !/^\(?0/.test(run))) return undefined
  const parts = [...run.matchAll(PARTS)].map(([all, sign = '', digits = '']) => ({ all, sign, digits }))
  const [first] = parts
  if (first === undefined) return undefined
  // Abroad the 0 is left out, or written all the same.
  const lead = isAbroad && !first.digits.startsWith('0') ? '0' : ''
  const digitsOf = (count: number): string =>
    lead +
    parts
      .slice(0, count)
      .map(({ digits }) => digits)
      .join('')
  for (let count = parts.length; count > 0; count -= 1) {
    const digits = digitsOf(count)
    if (!isWhole(digits)) continue
    const area = areaOf(digits)
    const led = lead.length + first.digits.length
    // "0800-1630" is hours, and no number of Stockholm's.
    if (led < area.length || (area === '08' && count > 1 && led > 2)) return undefined
    if (isWritten(parts.slice(0, count), parts.slice(count)))
      return { digits, length: parts.slice(0, count).reduce((sum, { all }) => sum + all.length, 0) }
  }
  return undefined
}

type Part = { readonly sign: string; readonly digits: string }

/** Whether the signs between the digits are those of one number, and what comes after is not its end. */
const isWritten = (parts: readonly Part[], after: readonly Part[]): boolean => {
  const [, second, ...more] = parts
  const last = parts.at(-1)
  if (second === undefined || last === undefined) return true
  if (last.digits.length < 2) return false
  const signs = more.map(({ sign }) => sign.trim())
  // "08-12 13-16" and "0980-319 200 - 16": after the first sign another is hours or a range, unless all are the same.
  const first = second.sign.replaceAll(/[ ()]/g, '')
  if (signs.some((sign) => sign !== '' && sign !== first)) return false
  if (signs.includes('-') && !(signs.every((sign) => sign === '-') && more.every(({ sign }) => sign === '-')))
    return false
  const [next] = after
  // "08-17 0980-319 200": the last digits are the next number's area code.
  return !(
    next !== undefined &&
    /[-/]/.test(next.sign) &&
    /^0[1-9]\d{0,2}$/.test(last.digits) &&
    next.digits.length > 2
  )
}

const ALSO =
  /^ ?(?:,|;|\/|eller|och|samt|or|and) ?(?:tel\w*\.? ?)?(\d{2,3}(?: ?\d{2,3}){1,2})(?![\d:.]|-\d| ?(?:kr|%|personer|år|st\b))/i

/** Further numbers of the same area, written without it: "0980-319 200, 319 210". They are as long as the first. */
const sameArea = (text: string, from: number, digits: string): readonly Written[] => {
  const area = areaOf(digits)
  const found: Written[] = []
  let end = from
  for (;;) {
    const match = ALSO.exec(text.slice(end, end + 40))
    const [all, local = ''] = match ?? []
    const own = local.replaceAll(' ', '')
    if (all === undefined || own.startsWith('0') || own.length !== digits.length - area.length) return found
    const at = end + all.length - local.length
    end += all.length
    found.push({ e164: international(area + own), asWritten: '', at, end })
  }
}

const foreign = (text: string): readonly Written[] =>
  text.includes('+')
    ? [...text.matchAll(FOREIGN)].flatMap((match) => {
        const e164 = foreignNumber(match[0])
        return e164 === undefined ? [] : [{ e164, asWritten: '', at: match.index, end: match.index + match[0].length }]
      })
    : []

/** Words right before a number that is no telephone's; fax is one that nobody answers. */
const OTHER_BEFORE =
  /(?:bank-?giro|plus-?giro|post-?giro|\bbg|\bpg|org(?:anisations)?\.? ?-?n(?:umme)?r|person-?n(?:umme)?r|diarie-?n(?:umme)?r|\bdnr|ärende-?n(?:umme)?r|faktura\p{L}*|\bocr|\bisbn|\bissn|\biban|konto-?n?u?m?m?e?r?|clearing\p{L}*|kund-?n(?:umme)?r|referens\p{L}*|postnummer|swish|\bfax|telefax|fax-?n(?:umme)?r)\.?[ :]*(?:n(?:umme)?r\.?)?[ :]*(?:är )?$/iu

const isSomethingElse = (text: string, at: number): boolean => OTHER_BEFORE.test(text.slice(Math.max(0, at - 40), at))
