import { same, threeWay, type Conflict, type Side } from '#kernel/three-way.ts'
import { SECTIONS, readContents, type DraftContacts, type Section } from './draft.ts'

/** What two people made of one section. */
export type SectionMerged = { readonly contents: DraftContacts; readonly conflicts: readonly Conflict[] }

/** A telephone number or an address is known by itself: other hours of it are a change, not another line. */
const nameOf = (line: unknown): string => {
  if (typeof line === 'string') return line
  const { e164, url } = (typeof line === 'object' ? (line ?? {}) : {}) as { e164?: unknown; url?: unknown }
  return [e164, url].find((own) => typeof own === 'string') ?? JSON.stringify(line)
}

/**
 * Puts one section of two drafts together that began from the same; the other sections are theirs. Where the two
 * together say what no page can (six numbers), the whole section is to be chosen between.
 */
export const mergeSection = (
  section: Section,
  {
    base,
    theirs,
    mine,
  }: { readonly base: DraftContacts; readonly theirs: DraftContacts; readonly mine: DraftContacts },
  choose: (conflict: Conflict) => Side,
): SectionMerged => {
  const { value, conflicts } = threeWay(base[section], theirs[section], mine[section], { nameOf, choose })
  if (section in readContents({ [section]: value })) return { contents: { ...theirs, [section]: value }, conflicts }
  const whole: Conflict = { path: [], theirs: theirs[section], mine: mine[section] }
  const chosen = choose(whole) === 'mine' ? mine : theirs
  return { contents: { ...theirs, [section]: chosen[section] }, conflicts: [whole] }
}

/** The sections in which one state differs from another. */
export const sectionsChanged = (before: DraftContacts, after: DraftContacts): readonly Section[] =>
  SECTIONS.filter((section) => !same(before[section], after[section]))
