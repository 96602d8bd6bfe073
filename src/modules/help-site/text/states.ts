import { createHash } from 'node:crypto'

/**
 * What has been done with a text: `draft` (a machine's, or unfinished: never shown), `written` (by a person who writes
 * in that language), `reviewed` (read by a second person who is named).
 */
export const STATES = ['draft', 'written', 'reviewed'] as const
export type TextState = (typeof STATES)[number]

/** One line of a language's ledger, `locales/<language>/states.tsv`. */
export type LedgerLine = {
  readonly id: string
  /** Hash of the Swedish text it was written after; `-` where Swedish has none. */
  readonly source: string
  /** Hash of the text that the state is about. */
  readonly text: string
  readonly state: TextState
  readonly by: string
  readonly on: string
}

export type Ledger = ReadonlyMap<string, LedgerLine>

/**
 * How a text stands today: as its ledger says, or `stale` (the Swedish text changed since), `changed` (the text itself
 * changed since its state was set), `missing` (the language has no such text), `unknown` (no line in the ledger).
 */
export type TextStanding = TextState | 'stale' | 'changed' | 'missing' | 'unknown'

/** Twelve hexadecimal digits: enough to tell some thousands of texts apart, short enough to read in a diff. */
const HASH_LENGTH = 12
export const hashOf = (text: string): string =>
  createHash('sha256').update(text.trim()).digest('hex').slice(0, HASH_LENGTH)

const HEAD = 'id\tsource\ttext\tstate\tby\ton'

/** Reads a ledger; returns the number of the first line that is not of the form. */
export const parseLedger = (tsv: string): { ok: true; ledger: Ledger } | { ok: false; line: number } => {
  const ledger = new Map<string, LedgerLine>()
  const lines = tsv.split('\n')
  if (lines[0]?.trim() !== HEAD) return { ok: false, line: 1 }
  for (const [index, line] of lines.entries()) {
    if (index === 0 || line === '') continue
    const [id, source, text, state, by, on, ...more] = line.split('\t')
    const known = STATES.find((name) => name === state)
    if (
      !id ||
      !source ||
      !text ||
      known === undefined ||
      !by ||
      !/^\d{4}-\d\d-\d\d$/.test(on ?? '') ||
      more.length > 0
    ) {
      return { ok: false, line: index + 1 }
    }
    ledger.set(id, { id, source, text, state: known, by, on: on as string })
  }
  return { ok: true, ledger }
}

export const printLedger = (ledger: Ledger): string =>
  [HEAD, ...[...ledger.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1)).map(printLine)].join('\n') + '\n'

const printLine = ({ id, source, text, state, by, on }: LedgerLine): string =>
  [id, source, text, state, by, on].join('\t')

/** How the text of an id stands in a language, against the Swedish one and the language's ledger. */
export const standingOf = (
  id: string,
  text: string | undefined,
  sourceText: string | undefined,
  ledger: Ledger,
): TextStanding => {
  if (text === undefined) return 'missing'
  const line = ledger.get(id)
  if (line === undefined) return 'unknown'
  if (line.text !== hashOf(text)) return 'changed'
  if (line.state !== 'draft' && line.source !== sourceHash(sourceText)) return 'stale'
  return line.state
}

export const sourceHash = (sourceText: string | undefined): string =>
  sourceText === undefined ? '-' : hashOf(sourceText)

/** Standings that somebody has to do something about, in a language that the public reads. */
export const TO_BE_LOOKED_AT: readonly TextStanding[] = ['draft', 'stale', 'changed', 'missing', 'unknown']

export type Acceptance = {
  /** All texts of the language, by id. */
  readonly own: ReadonlyMap<string, string>
  /** The Swedish texts; nothing for Swedish itself. */
  readonly source: ReadonlyMap<string, string> | undefined
  readonly chosen: ReadonlySet<string>
  readonly state: TextState
  readonly by: string
  readonly on: string
}

/**
 * The ledger after texts were accepted as they now stand. A text that is accepted again unchanged keeps its day; lines
 * of texts that are gone are left out.
 */
export const accept = (before: Ledger, { own, source, chosen, state, by, on }: Acceptance): Ledger => {
  const after = new Map<string, LedgerLine>()
  for (const [id, text] of own) {
    const known = before.get(id)
    if (!chosen.has(id)) {
      if (known !== undefined) after.set(id, known)
      continue
    }
    const fresh: LedgerLine = { id, source: sourceHash(source?.get(id)), text: hashOf(text), state, by, on }
    after.set(id, known !== undefined && sameBut(known, fresh) ? known : fresh)
  }
  return after
}

const sameBut = (known: LedgerLine, fresh: LedgerLine): boolean =>
  (['source', 'text', 'state', 'by'] as const).every((column) => known[column] === fresh[column])

/** Shown to the public: written or reviewed, also when only the Swedish has changed since. Never a draft. */
export const mayBeShown = (standing: TextStanding): boolean =>
  standing === 'written' || standing === 'reviewed' || standing === 'stale'

/**
 * Texts a person's life can hang on: danger, leaving, numbers and hours. One that is stale, changed or missing
 * keeps its whole language from the public.
 */
export const isCritical = (id: string): boolean => /^site\/(?:danger|exit|numbers|hours|device)\./.test(id)
