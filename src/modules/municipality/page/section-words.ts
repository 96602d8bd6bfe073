import { displayOf } from '../phone-number.ts'
import { exitNamed, languageNamed } from './choices-form.ts'
import type { Section } from './draft.ts'
import { weekSaid } from './hours-words.ts'
import type { Around } from './section-form.ts'

/**
 * What is kept, as lines a person reads: `key` says what it is (a section, or a field of one). Nothing kept: no lines.
 */
export const saidIn = (around: Around, key: string, value: unknown): readonly string[] => {
  if (Array.isArray(value)) return value.flatMap((one) => saidIn(around, key, one))
  if (value === null && key === 'exit') return [around.visit.say('page.exit-ordinary')]
  if (typeof value === 'string') return stringSaid(around, key, value)
  if (typeof value === 'object' && value !== null) return recordSaid(around, value)
  return []
}

const stringSaid = (around: Around, key: string, value: string): readonly string[] => {
  const { visit, reference, exits } = around
  switch (key) {
    case 'hours':
      return weekSaid(visit, value)
    case 'numbers':
    case 'e164':
      return [displayOf(value)]
    case 'sharedWith':
      return [reference.municipalities.get(value)?.name ?? value]
    case 'languages':
      return [languageNamed(visit.language, value)]
    case 'exit':
      return [exitNamed(exits, value)]
    default:
      return [value]
  }
}

/** Every field that a record in the contacts can have. */
type Kept = Partial<
  Readonly<Record<'kind' | 'name' | 'e164' | 'hours' | 'numbers' | 'sharedWith' | 'visit' | 'url', unknown>>
>

const recordSaid = (around: Around, kept: Kept): readonly string[] => {
  const { say } = around.visit
  if (typeof kept.url === 'string') return [`${say(`page.link-${String(kept.kind)}`)}: ${kept.url}`]
  const named = typeof kept.name === 'string' ? kept.name : undefined
  if (typeof kept.e164 === 'string') {
    const number = [named, displayOf(kept.e164)].filter((part) => part !== undefined).join(': ')
    return [[number, ...saidIn(around, 'hours', kept.hours)].join(' · ')]
  }
  const shared = saidIn(around, 'sharedWith', kept.sharedWith)
  return [
    ...(typeof kept.kind === 'string' ? [say(`page.on-call-${kept.kind}`)] : []),
    ...(named === undefined ? [] : [named]),
    ...(shared.length > 0 ? [say('page.shared-with', { places: shared.join(', ') })] : []),
    ...saidIn(around, 'numbers', kept.numbers),
    ...saidIn(around, 'hours', kept.hours),
    ...(typeof kept.visit === 'string' ? [kept.visit] : []),
  ]
}

const FIELDS: ReadonlySet<string> = new Set(['name', 'numbers', 'hours', 'visit', 'sharedWith'])

/** What a place in a section is called: "Mottagningen: nummer, 0503-180 00, tider". */
export const placeSaid = ({ say }: Around['visit'], section: Section, path: readonly string[]): string => {
  const parts = path.map((part) => {
    if (FIELDS.has(part)) return say(`page.field-${part}`)
    return part.startsWith('+') ? displayOf(part) : part
  })
  const title = say(`page.${section}`)
  return parts.length === 0 ? title : `${title}: ${parts.join(', ')}`
}

/** What is kept at a place in a section, in lines. */
export const saidAt = (around: Around, section: Section, path: readonly string[], value: unknown): readonly string[] =>
  saidIn(around, path.findLast((part) => FIELDS.has(part)) ?? section, value)
