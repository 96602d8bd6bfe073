import { z } from 'zod'
import type { LocalDate } from '#kernel/dates.ts'
import { contactsSchema, type Contacts } from '../local-help.ts'

const { reception, onCall, links, shelters, languages } = contactsSchema.shape

/** The sections of a municipality's page. `exit` is null where leaving is to end where it does for everybody. */
const sections = { reception, onCall, links, shelters, exit: z.string().nullable(), languages }

export type Section = keyof typeof sections

/** In the order in which one is led through them. */
export const SECTIONS: readonly Section[] = ['reception', 'onCall', 'links', 'shelters', 'exit', 'languages']

/** Without these nothing can be shown: who answers, and who answers then. */
export const MANDATORY: readonly Section[] = ['reception', 'onCall']

/** What a municipality is about to show; a section that nobody has answered yet is missing. */
export type DraftContacts = { readonly [S in Section]?: z.infer<(typeof sections)[S]> | undefined }

export type Draft = {
  readonly contents: DraftContacts
  /** Another for every state; below nought where it is what is published. */
  readonly version: number
  readonly editedBy: string
  readonly editedAt: Date
  /** Something has been written since it was published. */
  readonly unpublished: boolean
}

/** What is published, as the beginning of a draft. */
export const draftOf = (help: Contacts): DraftContacts => ({
  reception: help.reception,
  onCall: help.onCall,
  links: help.links,
  shelters: help.shelters,
  exit: help.exit ?? null,
  languages: help.languages,
})

/** Reads stored contents; a section that this version cannot read is missing, and is asked for again. */
export const readContents = (stored: unknown): DraftContacts => {
  const given = z.record(z.string(), z.unknown()).catch({}).parse(stored)
  const read = SECTIONS.map((section) => [section, sections[section].safeParse(given[section])] as const)
  return Object.fromEntries(read.flatMap(([section, { success, data }]) => (success ? [[section, data]] : [])))
}

type Confirmed = { readonly code: string; readonly by: string; readonly on: LocalDate }

export type Whole =
  | { readonly ok: true; readonly value: Contacts }
  | { readonly ok: false; readonly missing: readonly Section[] }

/** What would be published by whom and when; or which mandatory sections are missing. */
export const toContacts = (contents: DraftContacts, { code, by, on }: Confirmed): Whole => {
  const { reception: own, onCall: after, exit } = contents
  if (own === undefined || after === undefined)
    return { ok: false, missing: MANDATORY.filter((section) => contents[section] === undefined) }
  const value: Contacts = {
    municipality: code,
    confirmedBy: by,
    confirmedOn: on,
    reception: own,
    onCall: after,
    links: contents.links ?? [],
    shelters: contents.shelters ?? [],
    ...(typeof exit === 'string' ? { exit } : {}),
    languages: contents.languages ?? [],
  }
  return { ok: true, value }
}
