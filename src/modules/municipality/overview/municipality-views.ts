import { stockholm } from '#kernel/dates.ts'
import { html, NOTHING, type Html } from '#kernel/html.ts'
import { may } from '#platform/auth/roles.ts'
import type { SignedIn } from '#platform/auth/signed-in.ts'
import { errorSummary, type Fault } from '#platform/http/form.ts'
import type { Visit } from '#platform/http/staff-routes.ts'
import { notesSection } from './note-views.ts'
import type { SupportNote } from './note.ts'
import type { Confirmed } from './overview-store.ts'
import { staffSaid } from './overview-views.ts'
import { isReachable, isTooOld, type Overviewed } from './overview.ts'

/** One municipality: how its page stands, what it has confirmed before, and the support it was given. */
export const municipalityPage = (
  visit: Visit,
  who: SignedIn,
  row: Overviewed,
  shown: {
    readonly publicOrigin: string
    readonly confirmations: readonly Confirmed[]
    readonly notes: readonly SupportNote[]
    readonly faults: readonly Fault[]
  },
): Html => {
  const { say } = visit
  const { code } = row.municipality
  const reminds = may(who.acting, 'reminder.send') && isReachable(row)
  return html`${errorSummary(say, shown.faults)}
<p><a href="/overview">← ${say('overview.title')}</a></p>
<h2>${say('overview.one-now')}</h2>
<ul>${standingSaid(visit, row).map((line) => html`<li>${line}</li>`)}</ul>
<p class="beside"><a href="${shown.publicOrigin}/s/${code}" rel="noreferrer">${say('overview.one-public')}</a>${reminds ? html`<a href="/overview/remind?code=${code}">${say('overview.one-remind')}</a>` : NOTHING}</p>
<h2>${say('overview.history')}</h2>
${history(visit, shown.confirmations)}
${may(who.acting, 'support.note') ? notesSection(visit, who, row, shown.notes, shown.faults) : NOTHING}`
}

const standingSaid = (visit: Visit, row: Overviewed): readonly string[] => {
  const { say } = visit
  const { confirmation, unpublished, reception, lastReminder } = row
  const told = ((): string => {
    if (confirmation.kind === 'never') return say('overview.one-never')
    if (confirmation.kind === 'withdrawn') return say('overview.one-withdrawn', { on: confirmation.on })
    const line = say('overview.one-confirmed', { on: confirmation.on, by: confirmation.by })
    return isTooOld(row, visit.today) ? `${line} ${say('overview.one-old')}` : line
  })()
  return [
    told,
    ...(unpublished ? [say('overview.one-unpublished')] : []),
    say('overview.one-staff', { staff: staffSaid(visit, row) }),
    say('overview.one-reception', { reception: say(`overview.reception-${reception}`) }),
    ...(lastReminder === undefined
      ? []
      : [say('overview.one-reminded', { at: stockholm(lastReminder.at).date, by: lastReminder.by })]),
  ]
}

/** A year of monthly confirmations is read at once; what is older is opened. */
const SHOWN_AT_ONCE = 12

const history = ({ say }: Visit, confirmations: readonly Confirmed[]): Html => {
  if (confirmations.length === 0) return html`<p>${say('overview.history-none')}</p>`
  const line = ({ on, by, notedAt }: Confirmed): Html =>
    html`<li>${on === null ? say('overview.history-withdrawn', { on: stockholm(notedAt).date, by }) : say('overview.history-line', { on, by })}</li>`
  const older = confirmations.slice(SHOWN_AT_ONCE)
  return html`<ul>${confirmations.slice(0, SHOWN_AT_ONCE).map(line)}</ul>
${older.length === 0 ? NOTHING : html`<details><summary>${say('overview.history-more', { count: older.length })}</summary><ul>${older.map(line)}</ul></details>`}`
}
