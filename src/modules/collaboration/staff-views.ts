import { addDays, stockholm } from '#kernel/dates.ts'
import { html, NOTHING, type Html } from '#kernel/html.ts'
import { choiceField, errorSummary, form, textField, type Fault } from '#platform/http/form.ts'
import { momentShown } from '#platform/http/moments.ts'
import type { Visit } from '#platform/http/staff-routes.ts'
import { showTable, type Table } from '#platform/http/table.ts'
import type { Municipalities } from '#modules/municipality/index.ts'
import { isRunning } from './doors.ts'
import type { Finding } from './findings.ts'
import { PAUSE_REASONS } from './pause.ts'
import type { Reception } from './reception.ts'
import { hoursOn, staffingAt } from './rota.ts'

/** What somebody may see: the receptions of their own municipalities, all there are, and what must be seen to. */
export type Shown = {
  readonly own: readonly Reception[]
  readonly all: readonly Reception[]
  readonly findings: readonly Finding[]
  readonly municipalities: Municipalities
}

export const receptionsTable = (visit: Visit, { findings, municipalities }: Shown): Table<Reception> => {
  const { say } = visit
  const toSeeTo = ({ name }: Reception): number => findings.filter(({ reception }) => reception === name).length
  return {
    caption: say('receptions.title'),
    path: '/receptions',
    empty: html`<p>${say('receptions.empty')}</p>`,
    filters: [{ name: 'todo', says: say('receptions.todo'), holds: (reception) => toSeeTo(reception) > 0 }],
    columns: [
      {
        name: 'title',
        head: say('receptions.name'),
        value: ({ title }) => title,
        shown: ({ name, title }) => html`<a href="/receptions/${name}">${title}</a>`,
      },
      {
        name: 'serves',
        head: say('receptions.serves'),
        value: ({ serves }) => serves.map(({ municipality }) => nameOf(municipalities, municipality)).join(', '),
      },
      { name: 'members', head: say('receptions.members'), value: ({ members }) => members.length },
      { name: 'now', head: say('receptions.now'), value: (reception) => stateOf(visit, reception) },
      { name: 'todo', head: say('receptions.todo'), value: (reception) => toSeeTo(reception) },
    ],
  }
}

export const receptionsPage = (visit: Visit, shown: Shown): Html =>
  html`<p>${visit.say('receptions.text')}</p>
${showTable(visit.say, receptionsTable(visit, shown), shown.own, visit.query)}`

const nameOf = (municipalities: Municipalities, code: string): string => municipalities.get(code)?.name ?? code

const clock = ({ language }: Pick<Visit, 'language'>, at: Date): string => {
  const { date, time } = stockholm(at)
  return `${date} ${language === 'sv' ? time.replace(':', '.') : time}`
}

const stateOf = (visit: Visit, { pause, rota }: Reception): string => {
  const { say, now } = visit
  if (pause !== undefined && isRunning(pause, now))
    return say('receptions.paused', { until: clock(visit, pause.until) })
  const staffing = staffingAt(rota, now)
  if (staffing.kind === 'nobody') return say('receptions.nobody')
  if (staffing.kind === 'next') return say('receptions.next', { at: clock(visit, staffing.at) })
  return staffing.until === undefined
    ? say('receptions.answers')
    : say('receptions.answers-until', { until: clock(visit, staffing.until) })
}

/** As far as the page writes hours out, and as gaps are looked for. */
const DAYS_WRITTEN = 14

/** One reception: who answers now and in the coming days, what must be seen to with the form that does it, and its pause. */
export const receptionPage = (
  visit: Visit,
  shown: Shown,
  reception: Reception,
  may: { readonly decide: boolean; readonly rota: boolean },
  faults: readonly Fault[],
): Html => {
  const { say, today } = visit
  const findings = shown.findings.filter((finding) => finding.reception === reception.name)
  const days = Array.from({ length: DAYS_WRITTEN }, (_, ahead) => addDays(today, ahead))
    .map((date) => ({ date, spans: hoursOn(reception.rota, date) }))
    .filter(({ spans }) => spans.length > 0)
  // One gap is filled at a time: the first.
  const first = findings.find((finding) => finding.kind === 'gap')
  return html`${errorSummary(say, faults)}
<p><a href="/receptions">← ${say('receptions.title')}</a></p>
<p><b>${stateOf(visit, reception)}</b></p>
${findings.length === 0 ? NOTHING : html`<h2>${say('receptions.todo')}</h2><ul>${findings.map((finding) => html`<li>${saidOf(visit, shown, finding)}${finding.kind === 'gap' && finding === first && may.rota ? swapForm(visit, reception, finding, faults) : NOTHING}</li>`)}</ul>`}
<h2>${say('receptions.hours')}</h2>
<ul>${days.map(({ date, spans }) => html`<li>${date} ${spans.map(({ from, to }) => `${from}–${to}`.replaceAll(':', visit.language === 'sv' ? '.' : ':')).join(', ')}</li>`)}</ul>
${may.decide ? pauseSection(visit, shown, reception, faults) : NOTHING}`
}

type Gap = Extract<Finding, { kind: 'gap' }>

const swapForm = (
  visit: Visit,
  { name, members }: Reception,
  { from, planned }: Gap,
  faults: readonly Fault[],
): Html => {
  const options = members.filter(({ id }) => !planned.includes(id)).map(({ id, name: label }) => ({ value: id, label }))
  if (options.length === 0) return NOTHING
  return form(
    visit,
    `/receptions/${name}/swaps`,
    html`<input type="hidden" name="at" value="${from.toISOString()}">
${choiceField({ say: visit.say, faults }, { name: 'member', label: visit.say('receptions.swap-label', { at: clock(visit, from) }), options })}
<p><button>${visit.say('receptions.swap')}</button></p>`,
  )
}

const pauseSection = (visit: Visit, { all }: Shown, { name, pause }: Reception, faults: readonly Fault[]): Html => {
  const { say, now, form: given } = visit
  if (pause !== undefined && isRunning(pause, now)) {
    const instead = all.find((other) => other.name === pause.to)?.title ?? pause.to
    return html`<h2>${say('receptions.pause')}</h2>
<p>${say('receptions.pause-runs', { instead })} ${momentShown(visit, pause.until)}</p>
${form(visit, `/receptions/${name}/resume`, html`<p><button>${say('receptions.resume')}</button></p>`)}`
  }
  const others = all.filter((other) => other.name !== name)
  if (others.length === 0) return NOTHING
  const context = { say, faults }
  return html`<h2>${say('receptions.pause')}</h2>
<p>${say('receptions.pause-text')}</p>
${form(
  visit,
  `/receptions/${name}/pause`,
  html`${choiceField(context, { name: 'reason', label: say('receptions.reason-label'), value: given.get('reason') ?? '', options: PAUSE_REASONS.map((value) => ({ value, label: say(`receptions.reason-${value}`) })) })}
${choiceField(context, { name: 'to', label: say('receptions.to-label'), value: given.get('to') ?? '', options: others.map((other) => ({ value: other.name, label: other.title })) })}
${textField(context, { name: 'until', label: say('receptions.until-label'), value: given.get('until') ?? '', type: 'date' })}
<p><button>${say('receptions.pause-do')}</button></p>`,
)}`
}

const saidOf = (visit: Visit, { municipalities, all, own }: Shown, finding: Finding): string => {
  const { say } = visit
  switch (finding.kind) {
    case 'gap': {
      const members = own.find(({ name }) => name === finding.reception)?.members ?? []
      const planned = finding.planned.map((id) => members.find((member) => member.id === id)?.name ?? id).join(', ')
      return say('receptions.gap', { from: clock(visit, finding.from), to: clock(visit, finding.to), planned })
    }
    case 'missing-decision': {
      const decision = say(`receptions.decision-${finding.decision}`)
      return say('receptions.missing', { place: nameOf(municipalities, finding.municipality), decision })
    }
    case 'one-member': {
      const { advice } = finding
      const introducer =
        advice.kind === 'none' ? undefined : municipalities.counties.find(({ code }) => code === advice.introducer)
      return say('receptions.one-member', { county: introducer?.name ?? '' })
    }
    case 'rota-ends':
      return say('receptions.rota-ends', { on: finding.on })
    case 'nobody-ahead':
      return say('receptions.nobody')
    case 'nobody-instead': {
      const to = all.find(({ name }) => name === finding.to)?.title ?? finding.to
      return say('receptions.nobody-instead', { place: nameOf(municipalities, finding.municipality), to })
    }
  }
}
