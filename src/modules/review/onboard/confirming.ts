import { hoursFault } from '#kernel/opening-hours.ts'
import type { Fault } from '#platform/http/form.ts'
import { readNumber, type DraftContacts } from '#modules/municipality/index.ts'
import { readHours } from '../facts/hours.ts'
import type { ProposedLine } from './proposal.ts'

/** The fields of a line in the form, by its place among the lines. */
export const fieldOf = (place: number, of: 'is' | 'number' | 'hours' | 'name' = 'is'): string =>
  of === 'is' ? `line-${place}` : `line-${place}-${of}`

export type Confirmed =
  | { readonly ok: true; readonly value: DraftContacts }
  | { readonly ok: false; readonly faults: readonly Fault[] }

const LONGEST_NAME = 120

/** What somebody typed about when a number is answered, as a rule; what the site says where she typed nothing. */
const hoursIn = (form: URLSearchParams, place: number, proposed: string | undefined): string | undefined => {
  const typed = (form.get(fieldOf(place, 'hours')) ?? '').trim()
  if (typed === '') return proposed
  return hoursFault(typed) === undefined ? typed : readHours(typed)
}

/**
 * Reads what a person said of each line: that it is right, as it stands or as she has mended it, or that it is not to be
 * taken in. A section that no line was right for is left out, so that what is there already stands. Every line must have
 * been answered.
 */
export const readConfirmed = (form: URLSearchParams, lines: readonly ProposedLine[]): Confirmed => {
  const faults: Fault[] = []
  const taken = lines.flatMap((line, place) => {
    const is = form.get(fieldOf(place))
    if (is !== 'yes' && is !== 'no') faults.push({ field: fieldOf(place), says: 'onboard.unanswered' })
    if (is !== 'yes') return []
    const e164 = 'e164' in line ? readNumber(form.get(fieldOf(place, 'number')) ?? '') : undefined
    if ('e164' in line && e164 === undefined)
      faults.push({ field: fieldOf(place, 'number'), says: 'onboard.number-wrong' })
    const answered = line.kind === 'reception' || line.kind === 'on-call'
    const hours = answered ? hoursIn(form, place, line.hours) : undefined
    if (answered && hours === undefined) faults.push({ field: fieldOf(place, 'hours'), says: 'onboard.hours-wrong' })
    const name = (form.get(fieldOf(place, 'name')) ?? '').trim()
    const named = line.kind === 'reception' || line.kind === 'shelter'
    if (named && (name === '' || name.length > LONGEST_NAME))
      faults.push({ field: fieldOf(place, 'name'), says: 'onboard.name-wrong' })
    return [{ line, e164: e164 ?? '', hours: hours ?? '', name }]
  })
  return faults.length > 0 ? { ok: false, faults } : { ok: true, value: contentsOf(taken) }
}

type Taken = { readonly line: ProposedLine; readonly e164: string; readonly hours: string; readonly name: string }

const contentsOf = (taken: readonly Taken[]): DraftContacts => {
  const of = (kind: ProposedLine['kind']): readonly Taken[] => taken.filter(({ line }) => line.kind === kind)
  const [reception] = of('reception')
  const [onCall] = of('on-call')
  const shelters = of('shelter').map(({ name, e164 }) => ({ name, e164 }))
  const links = taken.flatMap(({ line }) => (line.kind === 'link' ? [{ kind: line.link, url: line.url }] : []))
  return {
    ...(reception === undefined
      ? {}
      : {
          reception: { name: reception.name, numbers: of('reception').map(({ e164, hours }) => ({ e164, hours })) },
        }),
    ...(onCall !== undefined
      ? { onCall: { kind: 'own', numbers: of('on-call').map(({ e164 }) => e164), hours: onCall.hours } }
      : of('via-112').length > 0
        ? { onCall: { kind: 'via-112' } }
        : {}),
    ...(shelters.length > 0 ? { shelters } : {}),
    ...(links.length > 0 ? { links } : {}),
  }
}
