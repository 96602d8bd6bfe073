import { html, NOTHING, raw, type Html } from '#kernel/html.ts'
import { outside, tel } from './frame.ts'
import type { Say } from '../text/wording.ts'

/** When a line answers, as a page made at a moment can say it; exports and fragments never say `open`. */
export type Answering =
  | { readonly kind: 'always' }
  | { readonly kind: 'open'; readonly until: string }
  | { readonly kind: 'opens'; readonly when: 'today' | 'tomorrow'; readonly time: string }
  | { readonly kind: 'opens-on'; readonly day: string; readonly time: string }
  | { readonly kind: 'unsure' }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'hours-only' }

/** One place to call, ready to be shown: everything in words of the page's language. */
export type Call = {
  readonly id: string
  readonly name: string
  readonly nameLanguage: string
  readonly numbers: readonly { readonly e164: string; readonly display: string }[]
  readonly answering: Answering
  /** Rows such as "måndag–fredag 8.00–16.00"; empty when not known or round the clock. */
  readonly hours: readonly string[]
  /** Short facts: free, nameless, interpreter … */
  readonly facts: readonly string[]
  readonly website: string | undefined
  /** The rows in figures alone, such as "1–5 08:00–16:00"; empty when they are unsure or not known. */
  readonly figures: readonly string[]
  /** "Uppgift hämtad 2026-11-23", or that the date is old. */
  readonly checked: string | undefined
  /** What is known of it is too old to stand without its day. */
  readonly old: boolean
}

/** One of the two entries of the first screen: number large, and whether somebody answers now. */
export const bigCall = (say: Say, call: Call): Html => html`<div class="call big">
<p class="who">${nameOf(call)} ${answering(say, call)}</p>
<p>${numbersOf(say, call)}</p>
${call.answering.kind === 'hours-only' || call.answering.kind === 'unsure' ? call.hours.map((row) => html`<p class="note">${hoursRow(row)}</p>`) : NOTHING}
${call.old && call.checked !== undefined ? html`<p class="note">${call.checked}</p>` : NOTHING}
</div>`

/** An entry of the list further down, with everything known of it. */
export const fullCall = (say: Say, call: Call): Html => html`<div class="call">
<h3>${nameOf(call)}</h3>
${call.numbers.length === 0 ? NOTHING : html`<p>${numbersOf(say, call)} ${answering(say, call)}</p>`}
${call.hours.map((row) => html`<p class="note">${hoursRow(row)}</p>`)}
${call.facts.length === 0 ? NOTHING : html`<p class="note screen">${call.facts.join('. ')}.</p>`}
${call.website === undefined ? NOTHING : html`<p${call.numbers.length === 0 ? NOTHING : raw(' class="screen"')}>${outside(new URL(call.website).host, call.website)}</p>`}
${call.checked === undefined ? NOTHING : html`<p class="note screen">${call.checked}</p>`}
</div>`

/** From eight to four is not from four to eight: the clock keeps its direction on a page that runs from the right. */
const hoursRow = (row: string): Html =>
  html`${row.split(/(\d[\d.:]*–\d[\d.:]*)/).map((part, index) => (index % 2 === 1 ? html`<bdi dir="ltr">${part}</bdi>` : part))}`

const nameOf = ({ name, nameLanguage }: Call): Html => html`<span lang="${nameLanguage}">${name}</span>`

const numbersOf = (say: Say, { numbers }: Call): Html =>
  html`${numbers.map(({ e164, display }, index) => html`${index > 0 ? ` ${say('numbers.also')} ` : ''}${tel(e164, display)}`)}`

/** What holds only now is left out on paper. */
const answering = (say: Say, { answering: state }: Call): Html => {
  switch (state.kind) {
    case 'always':
      return html`<span class="open">${say('numbers.always')}</span>`
    case 'open':
      return html`<span class="open screen">${say('numbers.open', { time: state.until })}</span>`
    case 'opens':
      return html`<span class="screen">${say(`numbers.opens-${state.when}`, { time: state.time })}</span>`
    case 'opens-on':
      return html`<span class="screen">${say('numbers.opens-on', { day: state.day, time: state.time })}</span>`
    case 'unsure':
      return html`<span>${say('numbers.unsure')}</span>`
    case 'unknown':
      return html`<span>${say('numbers.hours-unknown')}</span>`
    case 'hours-only':
      return NOTHING
  }
}
