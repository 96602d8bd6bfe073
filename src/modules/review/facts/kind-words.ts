import { z } from 'zod'
import { readWordLists, sought, wordList } from './word-lists.ts'

const NAMES = [
  'topic',
  'about',
  'elsewhere',
  'perpetratorHeaded',
  'perpetratorSaid',
  'childHeaded',
  'childSaid',
  'concernHeaded',
  'staffHeaded',
  'staffSaid',
  'planHeaded',
  'planSaid',
  'statementHeaded',
  'newsHeaded',
  'newsSaid',
  'crisisHeaded',
  'contactHeaded',
] as const

const schema = z.strictObject({
  ...(Object.fromEntries(NAMES.map((name) => [name, wordList])) as Record<(typeof NAMES)[number], typeof wordList>),
  path: z.record(z.enum(['news', 'staff', 'plan', 'report-concern', 'child', 'statement']), wordList),
})

const read = readWordLists('kinds', schema)

/** The lists of `data/review/kinds.yaml`, ready to look for. */
export const KIND_WORDS = Object.fromEntries(NAMES.map((name) => [name, sought(read[name])])) as Record<
  (typeof NAMES)[number],
  ReturnType<typeof sought>
>

/** Steps of an address that tell what stands there, by kind. */
export const PATH_STEPS = read.path

const saidLists = new Map(
  (['childSaid', 'staffSaid', 'planSaid', 'newsSaid', 'perpetratorSaid'] as const).map((name) => [
    name,
    read[name].map((word) => sought([word])),
  ]),
)

/** How many of a list's words are said in a text in small letters, each counted once. */
export const saidOf = (
  name: 'childSaid' | 'staffSaid' | 'planSaid' | 'newsSaid' | 'perpetratorSaid',
  lower: string,
): number => {
  if (!KIND_WORDS[name].mayStandIn(lower)) return 0
  return (saidLists.get(name) ?? []).filter((word) => word.mayStandIn(lower) && word.pattern.test(lower)).length
}
