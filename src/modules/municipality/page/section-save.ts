import type { Conflict } from '#kernel/three-way.ts'
import { same } from '#kernel/three-way.ts'
import { audit } from '#platform/audit/index.ts'
import type { SignedIn } from '#platform/auth/signed-in.ts'
import type { Queryable } from '#platform/db/index.ts'
import { choosing, chosenIn, seenIn } from '#platform/http/difference.ts'
import { baseOf, contentsOf, dropDraft, holdDraft, readDraft, readPublished, saveDraft } from './draft-store.ts'
import type { Draft, DraftContacts, Section } from './draft.ts'
import { mergeSection } from './section-merge.ts'

export type SectionSent = {
  readonly code: string
  readonly section: Section
  /** The contents of the section as it was typed. */
  readonly mine: DraftContacts
  /** The version that the form was opened from. */
  readonly version: number
  /** The form itself: choices between two sides may stand in it. */
  readonly sent: URLSearchParams
  readonly who: SignedIn
}

export type SectionSaved =
  | { readonly kind: 'saved'; readonly version: number; readonly merged: boolean; readonly contents: DraftContacts }
  /** Nothing was typed that was not there already. */
  | { readonly kind: 'same'; readonly contents: DraftContacts }
  | { readonly kind: 'differs'; readonly draft: Draft; readonly conflicts: readonly Conflict[] }

/**
 * Saves one section of the draft. When somebody has saved since the form was opened, what did not collide is put
 * together; what did is not saved over, and comes back to be chosen between.
 */
export const saveSection = async (tx: Queryable, given: SectionSent): Promise<SectionSaved> => {
  const { code, section, mine, version, sent, who } = given
  await holdDraft(tx, code)
  const draft = await readDraft(tx, code)
  const theirs = draft?.contents ?? {}
  const current = draft?.version ?? 0
  const base = version === current ? theirs : await contentsOf(tx, code, version)
  const sides = { base, theirs, mine }
  const { conflicts } = mergeSection(section, sides, () => 'theirs')
  const chosen = conflicts.every((_, place) => chosenIn(sent, place) !== undefined) && seenIn(sent) === current
  if (draft !== undefined && conflicts.length > 0 && !chosen) return { kind: 'differs', draft, conflicts }
  const { contents } = mergeSection(section, sides, draft === undefined ? () => 'mine' : choosing(sent, conflicts))
  if (same(contents[section], theirs[section])) return { kind: 'same', contents }
  const saved = await put(tx, who, { code, section, contents, base: current })
  return { kind: 'saved', version: saved, merged: version !== current, contents }
}

type Putting = {
  readonly code: string
  readonly section: Section
  readonly contents: DraftContacts
  readonly base: number
  readonly undone?: true
}

const put = async (
  tx: Queryable,
  who: SignedIn,
  { code, section, contents, base, undone }: Putting,
): Promise<number> => {
  const saved = await saveDraft(tx, { code, contents, base, by: who.person })
  if (saved.kind === 'changed') throw new Error('The draft was changed while it was held.')
  // A draft that says what is published is none.
  if (same(contents, (await readPublished(tx, code))?.contents)) await dropDraft(tx, code)
  await audit(tx, {
    who: who.acting.person,
    organisation: who.acting.organisation,
    what: 'contacts.edited',
    about: code,
    detail: undone === undefined ? { section } : { section, undone },
  })
  return saved.version
}

export type SectionUndone =
  | { readonly kind: 'undone' }
  /** Somebody has changed the section since; that stays. */
  | { readonly kind: 'changed'; readonly draft: Draft | undefined }

/** Takes one section back to what it was before a version, unless somebody has changed it since. */
export const undoSection = async (
  tx: Queryable,
  { code, section, version, who }: Pick<SectionSent, 'code' | 'section' | 'version' | 'who'>,
): Promise<SectionUndone> => {
  await holdDraft(tx, code)
  const draft = await readDraft(tx, code)
  const base = await baseOf(tx, code, version)
  const saved = await contentsOf(tx, code, version)
  const now = draft?.contents ?? {}
  if (base === undefined || !same(now[section], saved[section])) return { kind: 'changed', draft }
  const before = await contentsOf(tx, code, base)
  const contents = { ...now, [section]: before[section] }
  await put(tx, who, { code, section, contents, base: draft?.version ?? 0, undone: true })
  return { kind: 'undone' }
}
