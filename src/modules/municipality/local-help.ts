import { z } from 'zod'
import { daysBetween, parseLocalDate, type LocalDate } from '#kernel/dates.ts'
import { parseYaml, type Parsed } from '#kernel/document.ts'
import { exitUrlFault } from '#platform/config.ts'
import { code, day, e164, hours, line, MOST_NUMBERS, onCall } from './written.ts'

const LONGEST_VISIT = 300
export const MOST_LINKS = 10
/** Older than this, and the page shows the day and somebody is told (rule D2: 180 days for what is no helpline). */
export const FRESH_FOR_DAYS = 180

const ADDRESS = 'expected an address that begins with https:// and has no sign-in in it'
const address = z.string(ADDRESS).refine(
  (text) => {
    const url = URL.parse(text)
    return url !== null && url.protocol === 'https:' && url.username === '' && url.password === ''
  },
  { error: ADDRESS },
)

const numbers = z
  .array(z.strictObject({ e164, hours }), 'expected a list of numbers, each with e164 and hours')
  .min(1, 'expected at least one number')
  .max(MOST_NUMBERS, `expected at most ${MOST_NUMBERS} numbers`)

export const LINK_KINDS = ['page', 'form', 'eservice', 'chat'] as const
export type LinkKind = (typeof LINK_KINDS)[number]

/**
 * What a municipality confirms of its own help, one YAML file (`contacts.yaml`). There is no field for a shelter's
 * address, so none can be stored, shown or exported.
 */
export const contactsSchema = z.strictObject({
  municipality: code,
  /** Who at the municipality stands behind it: name or role. Not shown to the public. */
  confirmedBy: line('who confirmed it'),
  confirmedOn: day,
  reception: z.strictObject({
    name: line('the name of the reception'),
    numbers,
    /** Where and when one can come without an appointment: an office that everybody may know of. */
    visit: z.string().trim().min(1, 'expected where one can come, found nothing').max(LONGEST_VISIT).optional(),
  }),
  onCall,
  links: z
    .array(
      z.strictObject({ kind: z.enum(LINK_KINDS, `expected one of ${LINK_KINDS.join(', ')}`), url: address }),
      'expected a list of links, each with kind and url; [] for none',
    )
    .max(MOST_LINKS, `expected at most ${MOST_LINKS} links`),
  shelters: z
    .array(
      z.strictObject({ name: line('the name of the shelter'), e164 }, 'expected name and e164 and nothing else'),
      'expected a list of shelters, each with name and e164; [] for none',
    )
    .max(MOST_LINKS, `expected at most ${MOST_LINKS} shelters`),
  /** Where leaving ends for this municipality's pages; a host of data/exits.yaml. */
  exit: z.string().optional(),
  /** What the reception speaks besides Swedish, as language tags. */
  languages: z.array(
    z
      .string()
      .regex(/^[a-z]{2,3}(?:-[A-Za-z]{2,8})?$/, { error: 'expected a language tag in quotation marks, such as "en"' }),
    'expected a list of language tags; [] for none',
  ),
})

export type Contacts = z.infer<typeof contactsSchema>

/** A municipality's confirmed help as it is stored. */
export type LocalHelp = { readonly help: Contacts; readonly notedAt: Date }

/** What a contacts file is judged against besides its own form. */
export type ContactsRules = {
  /** The municipality the file is meant for. */
  readonly code: string
  readonly isMunicipality: (code: string) => boolean
  readonly exitHosts: ReadonlySet<string>
  readonly today: LocalDate
}

/** Reads a contacts file. Every fault comes back with its line and field; nothing is thrown for bad input. */
export const readContacts = (text: string, file: string, rules: ContactsRules): Parsed<Contacts> => {
  const judged = contactsSchema.superRefine((contacts, context) => {
    for (const { path, message } of faultsOf(contacts, rules)) context.addIssue({ code: 'custom', path, message })
  })
  return parseYaml(text, judged, file)
}

type Fault = { readonly path: (string | number)[]; readonly message: string }

const faultsOf = (
  contacts: Contacts,
  { code: meant, isMunicipality, exitHosts, today }: ContactsRules,
): readonly Fault[] => {
  const faults: Fault[] = []
  if (contacts.municipality !== meant) {
    faults.push({ path: ['municipality'], message: `expected "${meant}", the municipality it is to be set for` })
  }
  // A day that does not exist has been told of already.
  if (parseLocalDate(contacts.confirmedOn) !== undefined && contacts.confirmedOn > today)
    faults.push({ path: ['confirmedOn'], message: `expected today, ${today}, or a day before` })
  if (contacts.onCall.kind === 'shared') {
    for (const [index, shared] of contacts.onCall.sharedWith.entries()) {
      const path = ['onCall', 'sharedWith', index]
      if (!isMunicipality(shared))
        faults.push({ path, message: `expected the code of a municipality; there is none with ${shared}` })
      else if (shared === meant) faults.push({ path, message: 'expected the other municipalities only' })
    }
  }
  const exitFault = contacts.exit === undefined ? undefined : exitUrlFault(contacts.exit, exitHosts)
  if (exitFault !== undefined) faults.push({ path: ['exit'], message: exitFault })
  return faults
}

/** The day after which what was confirmed is too old to be shown without its day. */
export const isOld = ({ confirmedOn }: Pick<Contacts, 'confirmedOn'>, today: LocalDate): boolean =>
  daysBetween(confirmedOn, today) > FRESH_FOR_DAYS
