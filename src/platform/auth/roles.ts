import type { Kind } from './kind.ts'

/** Everything that somebody may or may not do, and what it is in words. A route needs one of them. */
export const PERMISSIONS = {
  'workplace.use': 'see what needs one today, keep one’s own passkeys and sessions',
  'organisation.read': 'see which organisations there are',
  'organisation.found': 'bring in an organisation of the level below and invite its first person',
  'organisation.rename': 'give an organisation another name',
  'organisation.leave': 'let a municipality leave: its people come in no more, its page shows national help',
  'person.read': 'see who works in the own organisation, as what',
  'person.invite': 'invite a colleague, give and take roles',
  'person.remove': 'end a colleague’s access and hand over what was hers',
  'person.recover': 'confirm that a colleague who has lost her key is herself',
  'recovery.support': 'confirm for another organisation, as the county or the operator, who lost her key',
  'audit.read': 'read and take out what has been done in the own organisation',
  'mail.read': 'read the outbox of mail that cannot be sent',
  'alarm.read': 'see what is wrong with the installation',
  'helpline.verify': 'keep the national register of helplines',
  'overview.read': 'see how the municipalities one supports stand',
  'support.note': 'note support given to a municipality',
  'reminder.send': 'remind several municipalities at once',
  'review.read': 'see the review of the own website, or of those one supports',
  'review.answer': 'say of the own review that a verdict is wrong, or that one has looked',
  'review.confirm': 'confirm a verdict that the machine proposed',
  'review.rule': 'answer objections, and put another verdict in the place of the machine’s',
  'contacts.read': 'see what the own municipality shows on its page, and what it showed before',
  'contacts.edit': 'write what the own municipality shows on its page',
  'contacts.publish': 'confirm and publish it, undo it, show the preview to somebody',
  'crisis.set': 'set and end “how to reach us now” for the own municipality',
  'reception.read': 'see the reception’s rota, members and doors',
  'reception.decide': 'found a reception, record its decisions, open, pause and hand over',
  'reception.introduce': 'introduce municipalities to a shared reception, found one for several',
  'rota.edit': 'write the rota',
  'rota.swap': 'swap a shift of one’s own, report ill',
} as const

export type Permission = keyof typeof PERMISSIONS

type RoleGiven = {
  /** The organisations in which somebody can have it. */
  readonly kinds: readonly Kind[]
  readonly means: string
  readonly may: readonly Permission[]
}

const STAFF = ['workplace.use', 'person.read', 'person.recover'] as const
const LEAD = [...STAFF, 'person.invite', 'person.remove', 'audit.read'] as const
const SUPPORT = ['organisation.read', 'overview.read', 'review.read', 'support.note', 'reminder.send'] as const
const PAGE = ['contacts.read', 'contacts.edit', 'contacts.publish', 'crisis.set'] as const
const REVIEWED = ['review.read', 'review.answer', 'review.confirm'] as const

const ROLE_TABLE = {
  'operator.admin': {
    kinds: ['operator'],
    means: 'runs the installation',
    may: [
      ...LEAD,
      'organisation.read',
      'organisation.found',
      'organisation.rename',
      'organisation.leave',
      'recovery.support',
      'mail.read',
      'alarm.read',
      'helpline.verify',
    ],
  },
  'agency.lead': {
    kinds: ['agency'],
    means: 'leads the national work',
    may: [
      ...LEAD,
      'organisation.read',
      'organisation.found',
      'overview.read',
      'review.read',
      'review.confirm',
      'review.rule',
      'helpline.verify',
      'reminder.send',
    ],
  },
  'agency.editor': {
    kinds: ['agency'],
    means: 'keeps the register of helplines',
    may: [...STAFF, 'organisation.read', 'overview.read', 'review.read', 'helpline.verify'],
  },
  'county.coordinator': {
    kinds: ['county'],
    means: 'supports the municipalities of a county',
    may: [...LEAD, ...SUPPORT, 'organisation.found', 'recovery.support', 'reception.introduce'],
  },
  'rss.coordinator': {
    kinds: ['rss'],
    means: 'supports the municipalities that the structure serves',
    may: [...LEAD, ...SUPPORT],
  },
  'municipality.lead': {
    kinds: ['municipality'],
    means: 'answers for the work in a municipality',
    may: [
      ...LEAD,
      ...PAGE,
      ...REVIEWED,
      'organisation.read',
      'organisation.leave',
      'reception.read',
      'reception.decide',
      'rota.edit',
    ],
  },
  'municipality.editor': {
    kinds: ['municipality'],
    means: 'keeps the municipality’s page',
    may: [...STAFF, ...PAGE, ...REVIEWED],
  },
  'reception.member': {
    kinds: ['municipality', 'rss'],
    means: 'answers in a reception',
    may: [...STAFF, 'contacts.read', 'reception.read', 'rota.swap'],
  },
} as const satisfies Readonly<Record<string, RoleGiven>>

export type Role = keyof typeof ROLE_TABLE

/** Role → in which organisations it can be given, what it is in words, and what it may. */
export const ROLES: Readonly<Record<Role, RoleGiven>> = ROLE_TABLE

export const isRole = (text: string): text is Role => Object.hasOwn(ROLES, text)

/** The roles that somebody in an organisation of this kind can have. */
export const rolesIn = (kind: Kind): readonly Role[] =>
  Object.keys(ROLES)
    .filter(isRole)
    .filter((role) => ROLES[role].kinds.includes(kind))

/** Whether one of the roles somebody acts in allows it. What no role allows, nobody may. */
export const may = ({ roles }: { readonly roles: readonly Role[] }, permission: Permission): boolean =>
  roles.some((role) => ROLES[role].may.includes(permission))
