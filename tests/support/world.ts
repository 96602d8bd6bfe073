import { PROJECT_ROOT } from '#platform/config.ts'
import type { Reception } from '#modules/collaboration/index.ts'
import { factsOf, type Contacts, type CrisisNotice } from '#modules/municipality/index.ts'
import type { PublicReviews } from '#modules/review/index.ts'
import { readTexts } from '#modules/help-site/text/texts.ts'
import { prepare, type Prepared, type World } from '#modules/help-site/world.ts'
import { theReference } from './builders.ts'

const prepared = new Map<string, Prepared>()

/** The real texts, style and script; read once for each way out. */
const preparedWith = (exitUrl: string): Prepared => {
  const known = prepared.get(exitUrl)
  if (known !== undefined) return known
  const made = prepare({
    root: PROJECT_ROOT,
    texts: readTexts(PROJECT_ROOT),
    exitUrl,
    origin: 'http://127.0.0.1:3000',
    operator: undefined,
    accessibility: undefined,
  })
  prepared.set(exitUrl, made)
  return made
}

/** The same with Swedish as the only released language and Arabic as a card: few pages, where a test makes all of them. */
export const inFewLanguages = (world: World): World => {
  const { texts } = world.prepared
  const languages = texts.languages.filter(({ tag }) => tag === 'sv' || tag === 'ar')
  return { ...world, prepared: { ...world.prepared, texts: { ...texts, languages, released: new Set(['sv']) } } }
}

export type WorldChange = {
  readonly localHelp?: readonly Contacts[]
  readonly crises?: readonly CrisisNotice[]
  readonly receptions?: readonly Reception[]
  readonly reviews?: PublicReviews
  readonly exitUrl?: string
}

/** The site's world on the real registers and texts, with what these municipalities have confirmed, these notices, receptions and reviews. */
export const aWorld = ({
  localHelp = [],
  crises = [],
  receptions = [],
  reviews,
  exitUrl = 'http://127.0.0.1:9/weather',
}: WorldChange = {}): World => ({
  prepared: preparedWith(exitUrl),
  facts: factsOf(theReference(), {
    verifications: [],
    localHelp: new Map(
      localHelp.map((help) => [help.municipality, { help, notedAt: new Date('2026-11-20T09:00:00Z') }]),
    ),
    crises,
    unreadable: [],
  }),
  receptions,
  visits: [],
  reviews,
})
