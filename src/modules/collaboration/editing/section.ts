import type { LocalDate } from '#kernel/dates.ts'
import type { Html } from '#kernel/html.ts'
import type { Permission } from '#platform/auth/roles.ts'
import type { FieldContext, FormRead } from '#platform/http/form.ts'
import type { Words } from '#platform/http/words.ts'
import type { Municipalities } from '#modules/municipality/index.ts'
import type { ReceptionFile } from '../reception.ts'

/** A colleague with an account, whom a member of a reception can be. */
export type Known = { readonly person: string; readonly name: string }

/** What a section needs to know besides the reception: the country, the day, and who acts for what. */
export type Around = {
  readonly municipalities: Municipalities
  readonly today: LocalDate
  readonly say: Words
  /** A time as the language writes it: 08.00 in Swedish. */
  readonly clock: (time: string) => string
  readonly people: readonly Known[]
  readonly places: ReadonlySet<string>
  /** The municipality whose decisions these are; nothing in the other sections. */
  readonly municipality: string
}

/** A part of a reception that is read, changed and saved by itself. */
export type Section = {
  readonly name: string
  readonly permission: Permission
  /** Groups of lines that can be added to, with the fields of a line and what stands in them to begin with. */
  readonly groups: Readonly<Record<string, Readonly<Record<string, string>>>>
  /** What the reception says, as a form holds it. */
  write(reception: ReceptionFile, around: Around): URLSearchParams
  /** The same in words, a line each: for the reception's page, its history, and for whoever was too late. */
  said(reception: ReceptionFile, around: Around): readonly string[]
  fields(context: FieldContext, form: URLSearchParams, reception: ReceptionFile, around: Around): Html
  /** The reception as the form would have it, or what is wrong with the form. */
  read(form: URLSearchParams, reception: ReceptionFile, around: Around): FormRead<ReceptionFile>
}

/** Trimmed; empty for a field that was not sent. */
export const given = (form: URLSearchParams, name: string): string => (form.get(name) ?? '').trim()

export const placeName = ({ municipalities }: Pick<Around, 'municipalities'>, code: string): string =>
  municipalities.get(code)?.name ?? code
