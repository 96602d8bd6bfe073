import { z } from 'zod'
import { written } from '#modules/municipality/index.ts'
import { decidedIn, decidedSchema, decisionsSchema, missingIn, type Decided } from './decisions.ts'
import type { Pause } from './pause.ts'
import { rotaSchema } from './rota-schema.ts'

const MOST_SERVED = 60
const MOST_MEMBERS = 60

const NAME = 'expected a short name of small letters, digits and hyphens, such as skaraborg'
/** What a reception is called by in commands and in other files; never shown to the public. */
export const receptionName = z.string(NAME).regex(/^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/, { error: NAME })

/** Whose reception it is, as the municipality sees it. */
export const DOOR_KINDS = ['own', 'neighbour', 'regional'] as const
export type DoorKind = (typeof DOOR_KINDS)[number]

const served = z.strictObject(
  {
    municipality: written.code,
    door: z.enum(DOOR_KINDS, `expected one of ${DOOR_KINDS.join(', ')}`),
    /** The order in which the municipality offers its doors: 1 first. */
    place: z.int('expected a whole number: 1 for the door that is offered first').min(1).max(20),
    decisions: decisionsSchema,
  },
  'expected municipality, door, place and decisions',
)
export type Served = z.infer<typeof served>

const member = z.strictObject(
  {
    /** Opaque: what the rota calls a member by. */
    id: written.line("the member's id").max(40),
    /** What colleagues know them by: a name, or a role where that is enough. Never shown to the public. */
    name: written.line("the member's name or role"),
    role: written.line("the member's role"),
    /** Whose staff they are; a reception may have members of several municipalities. */
    municipality: written.code,
    /** The id of whoever it is on the staff side, where they have an account. */
    person: z.uuid('expected the id of a person on the staff side').optional(),
  },
  'expected id, name, role and municipality',
)
export type Member = z.infer<typeof member>

/** A reception (mottagning) as one YAML file: whom it serves, who answers and when, and what has been decided. */
export const receptionSchema = z.strictObject({
  name: receptionName,
  /** What the public page calls it. */
  title: written.line('what the reception is called'),
  /** Who stands behind what the file says: name or role. Not shown to the public. */
  confirmedBy: written.line('who confirmed it'),
  confirmedOn: written.day,
  numbers: written.phoneNumbers,
  serves: z
    .array(served, 'expected a list of municipalities that it serves')
    .min(1, 'expected at least one municipality')
    .max(MOST_SERVED, `expected at most ${MOST_SERVED} municipalities`),
  members: z
    .array(member, 'expected a list of members')
    .min(1, 'expected at least one member')
    .max(MOST_MEMBERS, `expected at most ${MOST_MEMBERS} members`),
  rota: rotaSchema,
  onCall: written.onCall,
})

/** What a reception's file says. */
export type ReceptionFile = z.infer<typeof receptionSchema>

/**
 * A reception as anybody may know it: what the public pages are made of. Of its members only that there are so many and
 * whose staff they are; of what was decided only that it was.
 */
export type KnownReception = Pick<ReceptionFile, 'name' | 'title' | 'confirmedOn' | 'numbers' | 'rota' | 'onCall'> & {
  readonly serves: readonly (Omit<Served, 'decisions'> & { readonly decisions: Decided })[]
  readonly members: readonly Pick<Member, 'id' | 'municipality'>[]
}

/** A reception as it stands, with its pause when it has one that is not over. */
export type Reception = KnownReception & { readonly pause: Pause | undefined }

/** What of a file anybody may know. */
export const knownOf = (file: ReceptionFile): KnownReception => {
  const { name, title, confirmedOn, numbers, rota, onCall } = file
  return {
    name,
    title,
    confirmedOn,
    numbers,
    serves: file.serves.map((one) => ({ ...one, decisions: decidedIn(one.decisions) })),
    members: file.members.map(({ id, municipality }) => ({ id, municipality })),
    rota,
    onCall,
  }
}

/** Reads what `knownOf` made and was stored. */
export const knownSchema: z.ZodType<KnownReception> = receptionSchema.omit({ confirmedBy: true }).extend({
  serves: z.array(served.extend({ decisions: decidedSchema })),
  members: z.array(member.pick({ id: true, municipality: true })),
})

/** How it serves a municipality; nothing when it does not. */
export const servedIn = <T extends { readonly municipality: string }>(
  { serves }: { readonly serves: readonly T[] },
  municipality: string,
): T | undefined => serves.find((one) => one.municipality === municipality)

/** Whether a municipality has decided all that it must before the reception answers for it. */
export const isOpenedFor = (reception: Pick<KnownReception, 'serves'>, municipality: string): boolean => {
  const found = servedIn(reception, municipality)
  return found !== undefined && missingIn(found.decisions).length === 0
}
