import { isDeepStrictEqual } from 'node:util'
import { stockholm } from '#kernel/dates.ts'
import { audit } from '#platform/audit/index.ts'
import type { SignedIn } from '#platform/auth/signed-in.ts'
import type { Queryable } from '#platform/db/index.ts'
import type { Contacts, ContactsRules } from '../local-help.ts'
import { setLocalHelp, withdrawLocalHelp } from '../store.ts'
import { draftOf, MANDATORY, toContacts, type Draft, type DraftContacts, type Section } from './draft.ts'
import { dropDraft, holdDraft, readDraft, saveDraft } from './draft-store.ts'
import { fileOf } from './publish-file.ts'
import { readStates, type State } from './publish-store.ts'

/** What somebody looked at before she pressed: the draft's version, and the state of the page; nought for none. */
export type Seen = { readonly version: number; readonly over: number }

/** Who does it when, and what is judged by. */
export type Publishing = { readonly who: SignedIn; readonly now: Date; readonly rules: Omit<ContactsRules, 'today'> }

export type Published =
  | { readonly kind: 'published'; readonly number: number }
  | { readonly kind: 'missing'; readonly missing: readonly Section[] }
  /** The draft, or the page, is another than she looked at. Nothing is published. */
  | { readonly kind: 'changed'; readonly draft: Draft | undefined; readonly newest: State | undefined }

/**
 * Publishes the draft that was looked at, confirmed today by whoever publishes; a draft that says what is published
 * already confirms that. One at a time for each municipality.
 */
export const publish = async (tx: Queryable, seen: Seen, how: Publishing): Promise<Published> => {
  const { code } = how.rules
  await holdDraft(tx, code)
  const [draft, [newest]] = [await readDraft(tx, code), await readStates(tx, code)]
  if ((draft?.version ?? 0) !== seen.version || (newest?.number ?? 0) !== seen.over)
    return { kind: 'changed', draft, newest }
  if (draft === undefined) return { kind: 'missing', missing: MANDATORY }
  const done = await put(tx, draft.contents, how)
  if (done.kind !== 'published') return done
  await dropDraft(tx, code)
  await noted(tx, how, draft.unpublished ? 'contacts.published' : 'contacts.confirmed')
  return done
}

const put = async (
  tx: Queryable,
  contents: DraftContacts,
  how: Publishing,
): Promise<Exclude<Published, { kind: 'changed' }>> => {
  const whole = wholeOf(contents, how)
  if (!whole.ok) return { kind: 'missing', missing: whole.missing }
  await setLocalHelp(tx, whole.help, whole.file)
  const [newest] = await readStates(tx, how.rules.code)
  return { kind: 'published', number: newest?.number ?? 0 }
}

type Whole =
  | { readonly ok: true; readonly help: Contacts; readonly file: string }
  | { readonly ok: false; readonly missing: readonly Section[] }

/** The contents as they are published, and their file; or the sections that are missing, or would not be taken in. */
const wholeOf = (contents: DraftContacts, { who, now, rules }: Publishing): Whole => {
  const today = stockholm(now).date
  const whole = toContacts(contents, { code: rules.code, by: who.person, on: today })
  if (!whole.ok) return whole
  const file = fileOf(whole.value, { ...rules, today })
  return file.ok ? { ok: true, help: whole.value, file: file.text } : { ok: false, missing: file.sections }
}

/** What must be written, or written anew, before the contents can be published. */
export const toWrite = (contents: DraftContacts, how: Publishing): readonly Section[] => {
  const whole = wholeOf(contents, how)
  return whole.ok ? [] : whole.missing
}

const noted = async (
  tx: Queryable,
  { who: { acting }, rules }: Publishing,
  what: `contacts.${string}`,
): Promise<void> => audit(tx, { who: acting.person, organisation: acting.organisation, what, about: rules.code })

/** Publishes an earlier state again, confirmed today; a draft that somebody is writing stays as it is. */
export const publishAgain = async (
  tx: Queryable,
  number: number,
  over: number,
  how: Publishing,
): Promise<Published | { readonly kind: 'gone' }> => {
  const { code } = how.rules
  await holdDraft(tx, code)
  const states = await readStates(tx, code)
  const wanted = states.find((state) => state.number === number)
  if (wanted?.shown.kind !== 'contacts') return { kind: 'gone' }
  const [newest] = states
  if (newest?.number !== over) return { kind: 'changed', draft: await readDraft(tx, code), newest }
  const done = await put(tx, draftOf(wanted.shown.help), how)
  if (done.kind === 'published') await noted(tx, how, 'contacts.published')
  return done
}

export type Undone =
  | { readonly kind: 'undone' }
  /** Somebody has published since; or what was there before cannot be read by this version. */
  | { readonly kind: 'not-undone' }

/**
 * Takes the page back to what it was before a state: what was published then, or nothing. Only while that state is the
 * newest. What is undone goes on as the draft, unless somebody has begun another.
 */
export const undoPublishing = async (tx: Queryable, number: number, how: Publishing): Promise<Undone> => {
  const { who, rules } = how
  await holdDraft(tx, rules.code)
  const [newest, before] = await readStates(tx, rules.code)
  if (newest?.number !== number || before?.shown.kind === 'unreadable') return { kind: 'not-undone' }
  const draft = await readDraft(tx, rules.code)
  if (before?.shown.kind === 'contacts') await setLocalHelp(tx, before.shown.help, before.shown.file, who.person)
  else await withdrawLocalHelp(tx, rules.code, who.person)
  if (draft?.unpublished !== true) await keepAsDraft(tx, newest, before, how)
  await noted(tx, how, 'contacts.publishing-undone')
  return { kind: 'undone' }
}

const keepAsDraft = async (
  tx: Queryable,
  { shown }: State,
  before: State | undefined,
  { who, rules: { code } }: Publishing,
): Promise<void> => {
  if (shown.kind !== 'contacts') return
  const contents = draftOf(shown.help)
  if (before?.shown.kind === 'contacts' && isDeepStrictEqual(contents, draftOf(before.shown.help))) return
  const base = (await readDraft(tx, code))?.version ?? 0
  await saveDraft(tx, { code, contents, base, by: who.person })
}
