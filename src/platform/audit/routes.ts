import { stockholm } from '#kernel/dates.ts'
import { html, type Html } from '#kernel/html.ts'
import { asOrganisation } from '../auth/acting.ts'
import { namesAddressed } from '../auth/invitation-store.ts'
import type { SignedIn } from '../auth/signed-in.ts'
import { readMembers, readOrganisations } from '../auth/store.ts'
import type { Database } from '../db/index.ts'
import { momentShown } from '../http/moments.ts'
import { needs } from '../http/routes.ts'
import { get, page, type Answer, type StaffRoute, type Visit } from '../http/staff-routes.ts'
import { fileAsked, tableFile } from '../http/table-file.ts'
import { showTable, type Table } from '../http/table.ts'
import type { Entry } from './entry.ts'
import { audit, newestEntries } from './store.ts'

/** On a page nobody reads further back than this; a file holds more. */
const ON_A_PAGE = 500
const IN_A_FILE = 50_000

/** Deeds that have words of their own (`audit.what.…`); another version's are shown by their name. */
export const NAMED_DEEDS = new Set([
  'audit.taken-out',
  'contacts.edited',
  'contacts.confirmed',
  'contacts.published',
  'contacts.publishing-undone',
  'contacts.taken-back',
  'contacts.taking-back-undone',
  'crisis.cleared',
  'crisis.set',
  'helplines.verification-undone',
  'helplines.verified',
  'organisation.added',
  'organisation.left',
  'organisation.renamed',
  'organisation.returned',
  'organisation.taken-back',
  'passkey.added',
  'passkey.removed',
  'person.ended',
  'person.ending-undone',
  'person.invitation-withdrawn',
  'person.invited',
  'person.roles-given',
  'person.taken-out',
  'preview.link-made',
  'preview.link-opened',
  'preview.link-withdrawn',
  'proposal.asked',
  'proposal.taken',
  'reception.paused',
  'reception.resumed',
  'reception.set',
  'reception.swapped',
  'reception.withdrawn',
  'reception.edited',
  'reception.founded',
  'reception.handed-over',
  'reception.restored',
  'reception.reported-away',
  'reception.sharing-accepted',
  'reception.sharing-asked',
  'reception.sharing-declined',
  'reception.sharing-introduced',
  'reception.sharing-reopened',
  'reception.sharing-taken-back',
  'reception.sharing-withdrawn',
  'recovery.begun',
  'recovery.confirmed',
  'recovery.stopped',
  'recovery.taken-back',
  'recovery.used',
  'reminder.sent',
  'reminder.undone',
  'review.confirmed',
  'review.contested',
  'review.kept',
  'review.looked',
  'review.overruled',
  'review.withdrawn',
  'session.begun',
  'session.ended',
  'support-note.changed',
  'support-note.removed',
  'support-note.restored',
  'support-note.taken-out',
  'support-note.written',
])

/** What has been done in the own organisation: read, and taken out as a file, which is itself noted. */
export const auditRoutes = (db: Database): readonly StaffRoute[] => [
  get('/audit', needs('audit.read'), async (visit, who) => show(db, visit, who)),
]

const show = async (db: Database, visit: Visit, { acting }: SignedIn): Promise<Answer> => {
  const { say, query } = visit
  const as = fileAsked(query)
  const { entries, names } = await asOrganisation(db, acting, async (tx) => {
    const read = await newestEntries(tx, as !== undefined ? IN_A_FILE : ON_A_PAGE)
    const known = (await readMembers(tx)).map(({ person, name }) => [String(person), name] as const)
    const organisations = (await readOrganisations(tx)).map(({ id, name }) => [String(id), name] as const)
    const members = new Map([...organisations, ...(await namesAddressed(tx)), ...known])
    const { person, organisation } = acting
    if (as !== undefined) await audit(tx, { who: person, organisation, what: 'audit.taken-out', about: as })
    return { entries: read, names: members }
  })
  const table = tableOf(visit, names)
  const main = html`<p>${say('audit.text', { most: ON_A_PAGE })}</p>${showTable(say, table, entries, query)}`
  return (await tableFile(table, entries, query)) ?? page({ title: say('audit.title'), here: '/audit', main })
}

const tableOf = (visit: Visit, names: ReadonlyMap<string, string>): Table<Entry> => {
  const { say } = visit
  const who = ({ who: id }: Entry): string => names.get(id) ?? otherThanColleagues(say, id)
  const what = ({ what: deed }: Entry): string => (NAMED_DEEDS.has(deed) ? say(`audit.what.${deed}`) : deed)
  const about = ({ about: id }: Entry): string => names.get(id) ?? id
  return {
    caption: say('audit.title'),
    path: '/audit',
    empty: html`<p>${say('audit.empty')}</p>`,
    filters: [
      {
        name: 'people',
        says: say('audit.of-people'),
        holds: ({ what: deed }) => /^(?:person|passkey|recovery)\./.test(deed),
      },
      { name: 'sessions', says: say('audit.of-sessions'), holds: ({ what: deed }) => deed.startsWith('session.') },
    ],
    columns: [
      { name: 'number', head: say('audit.number'), value: ({ number }) => number },
      {
        name: 'when',
        head: say('audit.when'),
        value: whenOf,
        shown: ({ at }): Html => momentShown(visit, new Date(at)),
      },
      { name: 'who', head: say('audit.who'), value: who },
      { name: 'what', head: say('audit.what'), value: what },
      { name: 'about', head: say('audit.about'), value: about },
    ],
  }
}

/** `outside:` and who it was, when that is known: another organisation that has a say here, or nobody signed in. */
const otherThanColleagues = (say: Visit['say'], id: string): string => {
  if (id.startsWith('operator:')) return say('audit.operator')
  if (!id.startsWith('outside:')) return say('audit.somebody-before')
  return id === 'outside:' ? say('audit.outside') : id.slice('outside:'.length)
}

const whenOf = ({ at }: Entry): string => {
  const { date, time } = stockholm(new Date(at))
  return `${date} ${time}`
}
