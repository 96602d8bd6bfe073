import { html, type Html } from '#kernel/html.ts'
import type { Conflict, Side } from '#kernel/three-way.ts'
import { errorSummary, form, hidden, radioField, type Fault } from './form.ts'
import { momentShown } from './moments.ts'
import type { Visit } from './staff-routes.ts'

/** One thing that two people have changed, each in another way, in words. Lines are empty where one took it away. */
export type Difference = {
  readonly label: string
  readonly theirs: readonly string[]
  readonly mine: readonly string[]
}

/** What a form was sent with, and what somebody else has saved since it was opened. */
export type TwoSides = {
  /** Where the form is sent again. */
  readonly action: string
  readonly sent: URLSearchParams
  /** The version that the other saved: when yet another comes between, it is asked anew. */
  readonly seen: number
  readonly by: string
  readonly at: Date
  readonly differences: readonly Difference[]
  /** The choices of an earlier showing are told to be missing only when one was sent. */
  readonly asked: boolean
}

/** The version whose differences were shown when the form was sent again; nothing when it is sent for the first time. */
export const seenIn = (sent: URLSearchParams): number | undefined => {
  const given = sent.get('seen') ?? ''
  return /^-?\d{1,9}$/.test(given) ? Number(given) : undefined
}

/** What was chosen for a difference, by its place; nothing where nothing was. */
export const chosenIn = (sent: URLSearchParams, place: number): Side | undefined => {
  const given = sent.get(`choose-${place}`)
  return given === 'theirs' || given === 'mine' ? given : undefined
}

/** What was chosen for the differences that were shown, in their order. */
export const choosing = (sent: URLSearchParams, shown: readonly Conflict[]): ((conflict: Conflict) => Side) => {
  const places = new Map(shown.map(({ path }, place) => [path.join('\n'), place]))
  return ({ path }) => chosenIn(sent, places.get(path.join('\n')) ?? -1) ?? 'theirs'
}

const OWN_FIELDS = /^(?:lang|do|seen|choose-\d+)$/

/**
 * Two people have changed the same: what each has written, side by side, and one button. Nothing is saved, and nothing
 * that either wrote is gone: what was sent goes along in the form. Shown with status 409.
 */
export const differencePage = (visit: Visit, sides: TwoSides): Html => {
  const { say } = visit
  const { by, at, differences, sent } = sides
  const faults: readonly Fault[] = sides.asked
    ? differences.flatMap((_, place) =>
        chosenIn(sent, place) === undefined ? [{ field: `choose-${place}`, says: 'difference.choose' }] : [],
      )
    : []
  const kept = [...sent].filter(([name]) => !OWN_FIELDS.test(name)).map(([name, value]) => hidden(name, value))
  return html`${errorSummary(say, faults)}
<p>${say('difference.text', { by })} ${momentShown(visit, at)}. ${say('difference.kept')}</p>
${form(
  visit,
  sides.action,
  html`${kept}${hidden('seen', sides.seen)}
${differences.map(({ label, theirs, mine }, place) =>
  radioField(
    { say, faults },
    {
      name: `choose-${place}`,
      legend: label,
      value: chosenIn(sent, place),
      options: [
        { value: 'mine', label: say('difference.mine'), told: linesShown(visit, mine) },
        { value: 'theirs', label: say('difference.theirs', { by }), told: linesShown(visit, theirs) },
      ],
    },
  ),
)}
<p><button>${say('difference.save')}</button></p>`,
)}`
}

const linesShown = ({ say }: Visit, lines: readonly string[]): Html =>
  lines.length === 0
    ? html`<p>${say('difference.nothing')}</p>`
    : html`<ul>${lines.map((line) => html`<li>${line}</li>`)}</ul>`
