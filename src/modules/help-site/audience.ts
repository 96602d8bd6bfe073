/**
 * The fifteen audiences (målgrupper) and their opaque letters: the same letter everywhere, for ever,
 * so that an address says nothing to whoever reads it in a browser's history.
 */
export const AUDIENCES = [
  { id: 'exposed', key: 'a' },
  { id: 'child', key: 'b' },
  { id: 'young', key: 'c' },
  { id: 'worried', key: 'd' },
  { id: 'honour', key: 'g' },
  { id: 'online', key: 'h' },
  { id: 'online-young', key: 'j' },
  { id: 'prostitution', key: 'k' },
  { id: 'older', key: 'm' },
  { id: 'disability', key: 'n' },
  { id: 'lgbtqi', key: 'p' },
  { id: 'men', key: 'r' },
  { id: 'new-in-sweden', key: 's' },
  { id: 'professional', key: 'f' },
  // Last on the front page: whoever uses violence should not have to pass by the others' ways to help.
  { id: 'uses-violence', key: 'e' },
] as const

export type AudienceId = (typeof AUDIENCES)[number]['id']
export type AudienceKey = (typeof AUDIENCES)[number]['key']

const byKey = new Map<string, AudienceId>(AUDIENCES.map(({ id, key }) => [key, id]))
const byId = new Map<AudienceId, AudienceKey>(AUDIENCES.map(({ id, key }) => [id, key]))

/** The audience behind an address's letter, or nothing. */
export const audienceOf = (key: string): AudienceId | undefined => byKey.get(key)

export const keyOf = (id: AudienceId): AudienceKey => byId.get(id) as AudienceKey
