import type { NationalLine } from './facts.ts'

/**
 * Short numbers that anybody in Sweden may dial: emergency, police, information in a crisis, health care, and those that
 * the whole of the EU has set aside (Commission Decision 2007/116/EC).
 */
const SHORT = ['112', '11414', '11313', '1177', '116000', '116006', '116016', '116111', '116117', '116123']

const known = new WeakMap<readonly NationalLine[], readonly string[]>()

/** The short numbers there are: those of everybody, and those of the register. */
export const shortNumbers = (register: readonly NationalLine[]): readonly string[] => {
  const seen = known.get(register)
  if (seen !== undefined) return seen
  const all = [...new Set([...SHORT, ...register.flatMap(({ numbers }) => numbers.filter((one) => /^\d+$/.test(one)))])]
  known.set(register, all)
  return all
}

const patterns = new WeakMap<readonly string[], RegExp>()

/** Spaces may stand where people put them: 114 14, 116 016, 11 60 16. */
const spelled = (digits: string): string => (digits.length < 5 ? digits : digits.split('').join(String.raw`[ -]?`))

const patternOf = (short: readonly string[]): RegExp => {
  const seen = patterns.get(short)
  if (seen !== undefined) return seen
  const pattern = new RegExp(
    String.raw`(?<![\p{L}\p{N}_@=+#§]|\p{N}[-.,:/ ]|[-/]|§ ?)(?:${short.map(spelled).join('|')})(?![\p{N}%]|[-.,:]\p{N}|-\p{L}|\.(?:se|nu|com)\b| \d{3}\b)`,
    'gu',
  )
  patterns.set(short, pattern)
  return pattern
}

/** What is counted, and what is pointed out by its number. */
const COUNTED =
  /^ (?:personer|kvinnor|män|barn|ungdomar|fall|ärenden|anmälningar|kommuner|kr\b|kronor|mkr|miljoner|st\b|stycken|sidor|procent|dagar|timmar|platser|av de\b|år\b|kvm|meter|people|women|men\b|children|cases)/i
const POINTED =
  /(?:\bsid(?:a|an|or)?|\bnr|nummer lag|paragraf|kapitel|\bkap|ca|cirka|omkring|totalt|drygt|nästan|rum|hus|box|väg|gatan|linje|buss|mer än|över|upp till|page|about)\.? ?$/i
const PLACE_AFTER = /^ (?:Stockholm|Umeå)/
const ON_THE_WEB = /läs|besök|logga|webb|hemsida|länk|hitta|sök(?! vård)|e-tjänst|read|visit|website/i
const BY_TELEPHONE = /ring|telefon|\btel\b|nummer|samtal|dygnet|call|phone/i

type Short = { readonly e164: string; readonly asWritten: string; readonly at: number; readonly end: number }

/** The short numbers of a text whose dashes and spaces are plain. */
export const shortNumbersIn = (text: string, short: readonly string[]): readonly Short[] => {
  if (!/1[0-9]{2}|11 |90/.test(text)) return []
  return [...text.matchAll(patternOf(short))].flatMap((match) => {
    const at = match.index
    const end = at + match[0].length
    const e164 = match[0].replaceAll(/\D/g, '')
    const after = text.slice(end, end + 40)
    const before = text.slice(Math.max(0, at - 60), at)
    if (COUNTED.test(after) || POINTED.test(before) || PLACE_AFTER.test(after)) return []
    // 901 01 and 114 14 are places for letters as well.
    if (e164.length === 5 && /(?:\d+ ?[A-Za-z]?|[Bb]ox \d+), ?$/.test(before)) return []
    if (e164 === '1177' && ON_THE_WEB.test(before + after) && !BY_TELEPHONE.test(before + after)) return []
    return [{ e164, asWritten: match[0], at, end }]
  })
}
