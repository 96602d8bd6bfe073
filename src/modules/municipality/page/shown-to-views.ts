import { stockholm } from '#kernel/dates.ts'
import { html, NOTHING, type Html } from '#kernel/html.ts'
import { errorSummary, form, textField, type Fault } from '#platform/http/form.ts'
import { momentShown } from '#platform/http/moments.ts'
import type { Visit } from '#platform/http/staff-routes.ts'
import { showTable, type Table } from '#platform/http/table.ts'
import { changesBetween, type Naming } from './history-changes.ts'
import type { Standing } from './publish-views.ts'
import { changesList, contentsShown, missingBox } from './publish-views.ts'
import type { State } from './publish-store.ts'
import { linkState } from './shown-to.ts'
import type { OpenedLink, PreviewLink } from './shown-to-store.ts'

const clock = ({ language }: Visit, at: Date): string => {
  const { date, time } = stockholm(at)
  return `${date} ${language === 'sv' ? time.replace(':', '.') : time}`
}

const stateSaid = (visit: Visit, link: PreviewLink): string => {
  const state = linkState(link, visit.now)
  const at = state === 'open' ? link.expiresAt : state === 'used' ? link.usedAt : link.withdrawnAt
  return visit.say(`preview.link-${state}`, { at: at === null ? '' : clock(visit, at) })
}

export const linksTable = (visit: Visit): Table<PreviewLink> => {
  const { say } = visit
  return {
    caption: say('preview.links'),
    path: '/page/shown-to',
    empty: html`<p>${say('preview.links-empty')}</p>`,
    filters: [
      { name: 'open', says: say('preview.links-open'), holds: (link) => linkState(link, visit.now) === 'open' },
    ],
    columns: [
      {
        name: 'made',
        head: say('preview.link-made'),
        value: ({ madeAt }) => clock(visit, madeAt),
        shown: ({ madeAt }) => momentShown(visit, madeAt),
      },
      { name: 'by', head: say('preview.link-by'), value: ({ askedBy }) => askedBy },
      { name: 'to', head: say('preview.link-to'), value: ({ recipient }) => recipient ?? say('preview.link-handed') },
      { name: 'state', head: say('preview.link-state'), value: (link) => stateSaid(visit, link) },
      {
        name: 'action',
        head: say('preview.link-action'),
        value: () => null,
        shown: (link) => (linkState(link, visit.now) === 'open' ? withdrawForm(visit, link) : NOTHING),
        onlyPage: true,
      },
    ],
  }
}

const withdrawForm = (visit: Visit, link: PreviewLink): Html => {
  const label = visit.say('preview.link-withdraw-of', { at: clock(visit, link.madeAt) })
  return form(
    visit,
    `/page/shown-to/${link.id}/withdraw`,
    html`<button class="quiet" aria-label="${label}">${visit.say('preview.link-withdraw')}</button>`,
  )
}

export const linksPage = (
  visit: Visit,
  standing: Standing,
  links: readonly PreviewLink[],
  faults: readonly Fault[],
): Html => {
  const { say } = visit
  return html`${errorSummary(say, faults)}
${visit.query.has('withdrawn') ? html`<div class="box done" role="status"><p>${say('preview.link-withdrawn-done')}</p></div>` : NOTHING}
<p><a href="/page">← ${say('preview.to-page')}</a></p>
<p>${say('preview.links-text')}</p>
${standing.missing.length > 0 ? missingBox(visit, standing) : linkForm(visit, faults)}
<h2>${say('preview.links')}</h2>
${showTable(say, linksTable(visit), links, visit.query)}`
}

const linkForm = (visit: Visit, faults: readonly Fault[]): Html => {
  const { say } = visit
  const email = textField(
    { say, faults },
    {
      name: 'email',
      label: say('preview.link-email'),
      hint: say('preview.link-email-hint'),
      type: 'email',
      value: visit.form.get('email') ?? '',
    },
  )
  return form(visit, '/page/shown-to', html`${email}<p><button>${say('preview.link-make')}</button></p>`)
}

/** The link, shown once: nothing that could show it again is kept. */
export const madePage = ({ say }: Visit, link: string, recipient: string | undefined): Html =>
  html`<p>${recipient === undefined ? say('preview.made-hand') : say('preview.made-mailed', { to: recipient })}</p>
<p class="box token">${link}</p>
<p><a href="/page/shown-to">← ${say('preview.links')}</a></p>`

/** What whoever opens a link is asked first: programs that look at links in mail press no button. */
export const askPage = (visit: Visit, { askedBy, organisationName }: OpenedLink): Html => {
  const { say } = visit
  return html`<p>${say('preview.open-text', { by: askedBy, organisation: organisationName })}</p>
${form(visit, visit.path, html`<p><button>${say('preview.open-button')}</button></p>`)}
<p class="note">${say('preview.open-note')}</p>`
}

/** What stands above the draft: who shows it, and what is other than what everybody sees today. */
export const openedBar = (visit: Visit, naming: Naming, link: OpenedLink, newest: State | undefined): Html => {
  const { say, language } = visit
  const changes = changesBetween(naming, contentsShown(newest), link.contents)
  const first = newest?.shown.kind !== 'contacts'
  return html`<div lang="${language}" dir="ltr"><p><b>${say('preview.bar')}</b> ${say('preview.opened', { by: link.askedBy, organisation: link.organisationName, at: clock(visit, link.madeAt) })} ${say('preview.still')}</p>
${first ? html`<p>${say('preview.first')}</p>` : changes.length === 0 ? html`<p>${say('preview.opened-same')}</p>` : html`<h2>${say('preview.opened-changes')}</h2>${changesList(naming, changes)}`}
<p>${say('preview.opened-next', { by: link.askedBy })}</p></div>`
}
