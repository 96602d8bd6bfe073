/*
 * Repeated groups of fields: `numbers-0-e164`, `numbers-1-e164`. Lines are added and taken away by buttons that send the
 * form (`do=add numbers`, `do=remove numbers-1`), so it works without script and nothing that was typed is lost.
 */

/** How many lines of a group a form has. */
export const countLines = (form: URLSearchParams, group: string): number => {
  let most = 0
  for (const name of form.keys()) {
    const place = placeIn(name, group)
    if (place !== undefined) most = Math.max(most, place + 1)
  }
  return Math.min(most, MOST_LINES)
}

/** More than any form of ours has; somebody who sends `numbers-999999999-e164` has typed no page of ours. */
const MOST_LINES = 50

const placeIn = (name: string, group: string): number | undefined => {
  if (!name.startsWith(`${group}-`)) return undefined
  const place = /^\d{1,4}(?=-|$)/.exec(name.slice(group.length + 1))?.[0]
  return place === undefined ? undefined : Number(place)
}

export type Pressed =
  | { readonly kind: 'save' }
  | { readonly kind: 'show' }
  | { readonly kind: 'add'; readonly group: string }
  | { readonly kind: 'remove'; readonly group: string; readonly place: number }

/** Which button sent the form; one that is not known saves, as Enter does. */
export const pressedIn = (form: URLSearchParams): Pressed => {
  const does = form.get('do') ?? ''
  if (does === 'show') return { kind: 'show' }
  const [, verb, group = '', place] = /^(add|remove) ([a-z-]+?)(?:-(\d{1,4}))?$/.exec(does) ?? []
  if (verb === 'add') return { kind: 'add', group }
  if (verb === 'remove' && place !== undefined) return { kind: 'remove', group, place: Number(place) }
  return { kind: 'save' }
}

/** What was typed, with one more line at the end of the group: its fields, and what stands in them to begin with. */
export const withLine = (
  form: URLSearchParams,
  group: string,
  fields: Readonly<Record<string, string>>,
): URLSearchParams => {
  const longer = new URLSearchParams(form)
  const place = countLines(form, group)
  for (const [field, value] of Object.entries(fields)) longer.append(`${group}-${place}-${field}`, value)
  return longer
}

/** What was typed, without one line; those behind it move up. */
export const withoutLine = (form: URLSearchParams, group: string, removed: number): URLSearchParams => {
  const shorter = new URLSearchParams()
  for (const [name, value] of form) {
    const place = placeIn(name, group)
    if (place === removed) continue
    const rest = place === undefined ? '' : name.slice(`${group}-${place}`.length)
    shorter.append(place === undefined || place < removed ? name : `${group}-${place - 1}${rest}`, value)
  }
  return shorter
}
