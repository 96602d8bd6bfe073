import type { LocalDate } from '#kernel/dates.ts'
import { PROJECT_ROOT } from '#platform/config.ts'
import type { CrisisNotice } from '#modules/municipality/crisis.ts'
import { contactsSchema, type Contacts } from '#modules/municipality/local-help.ts'
import type { Municipality, MunicipalityCode } from '#modules/municipality/municipality.ts'
import { loadReference, type Reference } from '#modules/municipality/reference.ts'

/** A day on which the register is fresh: the day after its sources were read. */
export const TODAY = '2026-11-24' as LocalDate

let reference: Reference | undefined
/** The real registers of `data/`, read once. */
export const theReference = (): Reference => (reference ??= loadReference(PROJECT_ROOT, TODAY))

/** A municipality of the real register. */
export const theMunicipality = (code: string): Municipality => {
  const found = theReference().municipalities.get(code)
  if (found === undefined) throw new Error(`There is no municipality ${code}.`)
  return found
}

export const aMunicipality = (change: Partial<Municipality> = {}): Municipality => ({
  code: '1438' as MunicipalityCode,
  name: 'Dals-Ed',
  officialName: 'Dals-Eds kommun',
  countyCode: '14',
  countyName: 'Västra Götalands län',
  group: 'C8',
  website: 'https://dalsed.se/',
  tile: { column: 0, row: 0 },
  neighbours: [],
  ...change,
})

/** A whole contacts file; its numbers are those that Swedish authorities keep for fiction. */
export const CONTACTS_FILE = `# What Hjo has confirmed.
municipality: "1497"
confirmedBy: Gruppledare, individ och familj
confirmedOn: 2026-11-20
reception:
  name: Mottagningen i Hjo
  numbers:
    - { e164: "+46313900650", hours: "Mo-Fr 08:00-16:00; PH off" }
  visit: Kommunhusets reception, vardagar 9–15
onCall:
  kind: shared
  numbers: ["+46313900651"]
  hours: "Mo-Fr 16:00-24:00,00:00-08:00; Sa-Su,PH 00:00-24:00"
  sharedWith: ["1498", "1496"]
links:
  - { kind: page, url: "https://hjo.se/stod" }
shelters:
  - { name: Jouren, e164: "+46313900652" }
languages: [en, ar]
`

/** What Hjo has confirmed; on call are Tidaholm and Skövde with it. */
export const contacts = (change: Partial<Contacts> = {}): Contacts => ({
  ...contactsSchema.parse({
    municipality: '1497',
    confirmedBy: 'Gruppledare, individ och familj',
    confirmedOn: '2026-11-20',
    reception: {
      name: 'Mottagningen i Hjo',
      numbers: [{ e164: '+46313900650', hours: 'Mo-Fr 08:00-16:00; PH off' }],
      visit: 'Kommunhusets reception, vardagar 9–15',
    },
    onCall: { kind: 'via-112' },
    links: [],
    shelters: [],
    languages: [],
  }),
  ...change,
})

export const aNotice = (change: Partial<CrisisNotice> = {}): CrisisNotice => ({
  id: 1,
  scope: { kind: 'all' },
  starts: new Date('2026-11-24T07:00:00Z'),
  ends: new Date('2026-11-25T07:00:00Z'),
  text: { sv: 'Telefonen ligger nere. Ring växeln.' },
  setBy: 'Beredskapssamordnaren',
  ...change,
})
