import { stringify, parseDocument } from 'yaml'
import { audit } from '#platform/audit/index.ts'
import { asOrganisation } from '#platform/auth/acting.ts'
import type { SignedIn } from '#platform/auth/signed-in.ts'
import { readOrganisations } from '#platform/auth/store.ts'
import type { Database, Queryable } from '#platform/db/index.ts'
import type { Visit } from '#platform/http/staff-routes.ts'
import type { Municipalities, Reference } from '#modules/municipality/index.ts'
import { receptionFindings, type Finding } from './findings.ts'
import type { Pause } from './pause.ts'
import { readReception } from './reception-file.ts'
import { receptionSchema, type Reception, type ReceptionFile } from './reception.ts'
import { rotaSchema } from './rota-schema.ts'
import { holdReception, readKept, readReceptions, setReception } from './store.ts'

const keysOf = <T extends object>(shape: T): readonly (keyof T & string)[] => Object.keys(shape) as (keyof T & string)[]

export type Need = { readonly db: Database; readonly reference: Reference }

/** A reception of one's own: its whole file, the version that it is, and its pause. */
export type OwnReception = ReceptionFile & {
  readonly pause: Pause | undefined
  readonly version: number
  readonly file: string
}

/** What somebody may see: the receptions that she keeps, all there are as anybody may know them, and what must be seen to. */
export type Shown = {
  readonly own: readonly OwnReception[]
  readonly all: readonly Reception[]
  readonly findings: readonly Finding[]
  readonly municipalities: Municipalities
  /** The codes of the municipalities that whoever acts works for. */
  readonly places: ReadonlySet<string>
}

const placesOf = async (tx: Queryable, { acting }: SignedIn): Promise<ReadonlySet<string>> => {
  const own = (await readOrganisations(tx)).find(({ id }) => id === acting.organisation)
  if (own?.kind === 'municipality') return new Set([own.municipality])
  return new Set(own?.kind === 'rss' ? own.serves.map(({ municipality }) => municipality) : [])
}

export const readShown = async (tx: Queryable, { reference }: Need, { now }: Visit, who: SignedIn): Promise<Shown> => {
  const places = await placesOf(tx, who)
  const { receptions } = await readReceptions(tx)
  const kept = await readKept(tx)
  const own = receptions.flatMap(({ name, pause }) => {
    const found = kept.get(name)
    return found === undefined ? [] : [{ ...found.reception, pause, version: found.version, file: found.file }]
  })
  const names = new Set(own.map(({ name }) => name))
  const findings = receptionFindings(receptions, now).filter(({ reception }) => names.has(reception))
  return { own, all: receptions, findings, municipalities: reference.municipalities, places }
}

/** Does something with one's own reception in one transaction, while nobody else changes it; nothing when it is not hers. */
export const withOwn = async <T>(
  need: Need,
  visit: Visit,
  who: SignedIn,
  work: (tx: Queryable, reception: OwnReception, shown: Shown) => Promise<T>,
): Promise<T | undefined> => {
  const name = visit.params['name'] ?? ''
  return asOrganisation(need.db, who.acting, async (tx) => {
    await holdReception(tx, name)
    const shown = await readShown(tx, need, visit, who)
    const reception = shown.own.find((one) => one.name === name)
    return reception === undefined ? undefined : work(tx, reception, shown)
  })
}

/** A note in the audit about a reception, or about what was asked for one. */
export const noted = async (
  tx: Queryable,
  { acting }: SignedIn,
  what: `reception.${string}`,
  about: string,
  detail?: Readonly<Record<string, string>>,
): Promise<void> =>
  audit(tx, {
    who: acting.person,
    organisation: acting.organisation,
    what,
    about,
    ...(detail === undefined ? {} : { detail }),
  })

/**
 * What is saved anew of a reception. Whoever `confirms` stands behind it that day, which the public page says; a shift
 * that is taken or given up confirms no number.
 */
export type Saving = {
  readonly need: Need
  readonly visit: Visit
  readonly who: SignedIn
  readonly shown: Pick<Shown, 'all'>
  readonly confirms: boolean
}

/**
 * Saves a reception as a new version; its number, or nothing where the file would have a fault. What nobody changed of
 * the file stands as it was written.
 */
export const saveAnew = async (
  tx: Queryable,
  { need, visit, who, shown, confirms }: Saving,
  before: OwnReception | undefined,
  after: ReceptionFile,
): Promise<number | undefined> => {
  const confirmed = confirms ? { ...bare(after), confirmedBy: who.person, confirmedOn: visit.today } : bare(after)
  const file = before === undefined ? stringify(confirmed) : fileWith(before.file, before, confirmed)
  const isMunicipality = (code: string): boolean => need.reference.municipalities.get(code) !== undefined
  const read = readReception(file, after.name, { isMunicipality, others: shown.all, today: visit.today })
  return read.ok ? setReception(tx, read.value, file, before, who.person) : undefined
}

/** A file's own fields alone: no version, no pause. */
const bare = (reception: ReceptionFile): ReceptionFile =>
  Object.fromEntries(KEYS.map((key) => [key, reception[key]])) as ReceptionFile

/**
 * An earlier state of a reception, to hold again: how other municipalities are served, and what they have decided, stays
 * as it is now. That is theirs to take back.
 */
export const backTo = (earlier: ReceptionFile, now: ReceptionFile, places: ReadonlySet<string>): ReceptionFile => ({
  ...earlier,
  serves: [
    ...now.serves.filter(({ municipality }) => !places.has(municipality)),
    ...earlier.serves.filter(({ municipality }) => places.has(municipality)),
  ].toSorted((a, b) => orderIn(now, a.municipality) - orderIn(now, b.municipality)),
})

const orderIn = ({ serves }: ReceptionFile, code: string): number =>
  serves.findIndex(({ municipality }) => municipality === code)

/** A reception's file with what is other than before put in; comments and order of the rest stay. */
export const fileWith = (file: string, before: ReceptionFile, after: ReceptionFile): string => {
  const document = parseDocument(file)
  const put = (path: readonly string[], was: unknown, is: unknown): void => {
    if (JSON.stringify(was) !== JSON.stringify(is)) document.setIn(path, is)
  }
  for (const key of KEYS) if (key !== 'rota') put([key], before[key], after[key])
  for (const key of ROTA_KEYS) put(['rota', key], before.rota[key], after.rota[key])
  return document.toString()
}

const KEYS = keysOf(receptionSchema.shape)
const ROTA_KEYS = keysOf(rotaSchema.shape)
