import type { StockholmTime } from '#kernel/dates.ts'
import { html, NOTHING, type Html } from '#kernel/html.ts'
import { choiceField, errorSummary, form, textField, type Fault } from '../http/form.ts'
import { page, type Answer, type Visit } from '../http/staff-routes.ts'
import { showTable, type Table } from '../http/table.ts'
import type { Ending } from './hand-over-store.ts'
import { endingDone, recentEndings } from './hand-over-views.ts'
import type { Member } from './organisation.ts'
import { may, type Role } from './roles.ts'
import type { SignedIn } from './signed-in.ts'

/** A colleague, and whether she has come in. */
export type Colleague = Member & {
  /** Of who is invited by her address and has not accepted; she is no member yet. */
  readonly invitation?: string
  readonly standing:
    | { readonly kind: 'in' | 'none' }
    /** `cameBack`: the mail with the link did not reach her. */
    | { readonly kind: 'lapsed'; readonly cameBack: boolean }
    | { readonly kind: 'invited'; readonly until: StockholmTime; readonly cameBack: boolean }
}

const standingSaid = ({ say }: Visit, { standing }: Colleague): string => {
  const said =
    standing.kind === 'invited'
      ? say('people.invited', { date: `${standing.until.date} ${standing.until.time}` })
      : say(`people.${standing.kind}`)
  return 'cameBack' in standing && standing.cameBack ? say('people.came-back', { standing: said }) : said
}

export const peopleTable = (visit: Visit, who: SignedIn): Table<Colleague> => {
  const { say } = visit
  const acts = may(who.acting, 'person.invite') || may(who.acting, 'person.remove') || may(who.acting, 'person.recover')
  return {
    caption: say('people.title'),
    path: '/people',
    empty: html`<p>${say('people.empty')}</p>`,
    filters: [{ name: 'waiting', says: say('people.filter-waiting'), holds: ({ standing }) => standing.kind !== 'in' }],
    columns: [
      { name: 'name', head: say('people.name'), value: ({ name }) => name },
      { name: 'email', head: say('people.email'), value: ({ email }) => email },
      {
        name: 'roles',
        head: say('people.roles'),
        value: ({ roles }) => roles.map((role) => say(`role.${role}`)).join(', '),
      },
      { name: 'standing', head: say('people.standing'), value: (colleague) => standingSaid(visit, colleague) },
      ...(acts
        ? [
            {
              name: 'action',
              head: say('people.action'),
              value: () => null,
              shown: (colleague: Colleague) => actions(visit, who, colleague),
              onlyPage: true as const,
            },
          ]
        : []),
    ],
  }
}

const invitationActions = (visit: Visit, { acting }: SignedIn, name: string, invitation: string): Html => {
  const { say } = visit
  if (!may(acting, 'person.invite')) return NOTHING
  const button = (does: 'again' | 'withdraw'): Html =>
    form(
      visit,
      `/people/invitations/${invitation}/${does}`,
      html`<button class="quiet" aria-label="${say(`people.${does}-for`, { name })}">${say(`people.${does}`)}</button>`,
    )
  return html`<div class="beside">${button('again')}${button('withdraw')}</div>`
}

const actions = (visit: Visit, who: SignedIn, { person, invitation, name, standing }: Colleague): Html => {
  const { say } = visit
  const { acting } = who
  if (invitation !== undefined) return invitationActions(visit, who, name, invitation)
  const button = (does: 'invite' | 'end', says: string, label: string): Html =>
    form(visit, `/people/${person}/${does}`, html`<button class="quiet" aria-label="${label}">${says}</button>`)
  const again = standing.kind !== 'in' && may(acting, 'person.invite')
  const ends = person !== acting.person && may(acting, 'person.remove')
  const leaves = person === acting.person && may(acting, 'person.remove')
  // Who comes in by the organisation's own sign-in is told so there: whether she has a passkey is hers to know.
  const lost = person !== acting.person && standing.kind === 'in' && may(acting, 'person.recover')
  return html`<div class="beside">${again ? button('invite', say('people.again'), say('people.again-for', { name })) : NOTHING}${ends ? button('end', say('people.remove'), say('people.remove-for', { name })) : NOTHING}${leaves ? html`<a href="/people/${person}/end">${say('ending.leave')}</a>` : NOTHING}${lost ? html`<a href="/people/${person}/recover" aria-label="${say('recovery.lost-link-for', { name })}">${say('recovery.lost-link')}</a>` : NOTHING}</div>`
}

type Inviting = { readonly roles: readonly Role[]; readonly faults: readonly Fault[] }
type Around = Inviting & { readonly endings: readonly Ending[] }

export const peoplePage = (
  visit: Visit,
  who: SignedIn,
  colleagues: readonly Colleague[],
  { roles, endings, faults }: Around,
): Html => {
  const { say, query } = visit
  return html`${errorSummary(say, faults)}
${endingDone(visit, { endings, members: colleagues })}
${query.has('withdrawn') ? html`<div class="box done" role="status"><p>${say('people.withdrawn')}</p></div>` : NOTHING}
<p>${say('people.text', { organisation: who.organisation })}</p>
${showTable(say, peopleTable(visit, who), colleagues, query)}
${recentEndings(visit, endings)}
${may(who.acting, 'person.invite') ? inviteForm(visit, { roles, faults }) : NOTHING}`
}

const inviteForm = (visit: Visit, { roles, faults }: Inviting): Html => {
  const { say } = visit
  const context = { say, faults }
  const given = (name: string): string | undefined => visit.form.get(name) ?? undefined
  return html`<h2>${say('people.invite')}</h2>
<p>${say('people.invite-text')}</p>
${form(
  visit,
  '/people',
  html`${textField(context, { name: 'name', label: say('people.name-label'), value: given('name') })}
${textField(context, { name: 'email', label: say('people.email-label'), type: 'email', value: given('email') })}
${choiceField(context, {
  name: 'role',
  label: say('people.role-label'),
  value: given('role'),
  options: [
    // With several to choose from none is chosen already: a role is given on purpose.
    ...(roles.length > 1 ? [{ value: '', label: say('people.role-choose') }] : []),
    ...roles.map((role) => ({ value: role, label: say(`role.${role}`) })),
  ],
})}
<p><button>${say('people.send')}</button></p>`,
)}`
}

/** The link, shown once: nothing that could show it again is kept. */
export const linkPage = ({ say }: Visit, name: string, link: string): Answer =>
  page({
    title: say('people.link', { name }),
    here: '/people',
    main: html`<p>${say('people.link-text')}</p><p class="box token">${link}</p><p><a href="/people">← ${say('people.title')}</a></p>`,
  })
