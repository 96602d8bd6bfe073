import type { NationalLine, PageFacts, PhoneNumber } from '../facts/facts.ts'

/** A number that stands as a national line's and is not. */
type Misnumbered = { readonly number: PhoneNumber; readonly line: string }

/** 112 is right beside any name; the police and health care have numbers by region; relays only pass a call on. */
const NOT_COMPARED = /^(?:\d|SOS Alarm|Sms till|Polisen|Texttelefoni)/u
/** Numbers that are dialled from the whole country: a local branch's own number is nobody's mistake. */
const NATIONAL = /^(?:\+46(?:20|200|77)\d+|1\d{2,5}|90\d{3})$/
/** So far may a number stand behind the name whose it is. */
const NEAR = 45

const shortName = (name: string): string => name.replace(/,.*$/u, '')

/** What stands between the name and the number that follows it; nothing when the name is not there, or not just before. */
const between = (text: string, name: string, asWritten: string): string | undefined => {
  const at = text.indexOf(asWritten)
  const from = at < 0 ? -1 : text.lastIndexOf(name, at)
  if (from < 0) return undefined
  const gap = text.slice(from + name.length, at)
  return gap.length <= NEAR && !/\d/.test(gap) ? gap : undefined
}

/** In a table the name stands in a cell of its own: then the label is the name and nothing else. */
const isLabel = (label: string, name: string): boolean => label.replace(/[\s:,.]+$/u, '') === name

/**
 * The numbers of a page that follow right after a national line's name and are none of that line's in the register.
 * A number that follows another name between is that one's.
 */
export const misnumbered = (
  { numbers, page }: PageFacts,
  register: readonly NationalLine[],
): readonly Misnumbered[] => {
  const lines = register.filter(({ name }) => !NOT_COMPARED.test(name))
  return numbers.flatMap((number) => {
    if (number.ofTheSite || number.e164 === '112' || !NATIONAL.test(number.e164)) return []
    const text = page.blocks.find(({ selector }) => selector === number.found.selector)?.text ?? number.found.excerpt
    const line = lines.find(({ name, numbers: own }) => {
      const called = shortName(name)
      if (own.includes(number.e164)) return false
      const gap = between(text, called, number.asWritten)
      if (gap === undefined) return isLabel(number.label, called)
      return !lines.some((other) => gap.includes(shortName(other.name)))
    })
    return line === undefined ? [] : [{ number, line: shortName(line.name) }]
  })
}
