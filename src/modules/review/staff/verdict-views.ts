import { html, NOTHING, type Html } from '#kernel/html.ts'
import { may } from '#platform/auth/roles.ts'
import type { SignedIn } from '#platform/auth/signed-in.ts'
import { areaField, errorSummary, form, hidden, radioField, type Fault } from '#platform/http/form.ts'
import { momentShown } from '#platform/http/moments.ts'
import type { Visit } from '#platform/http/staff-routes.ts'
import { inForce, isAnswered, type Act } from '../act.ts'
import { VERDICT_KINDS } from '../criteria/verdict.ts'
import { criterionIn, evidenceIn } from '../report/told.ts'
import { evidenceView } from '../report/view.ts'
import { MAY_UNDO, undoForm } from './done.ts'
import type { ShownVerdict } from './need.ts'

/** One verdict: what was asked, what was found and where, what has been said of it, and a form to say more. */
export const verdictPage = (visit: Visit, who: SignedIn, shown: ShownVerdict, faults: readonly Fault[]): Html => {
  const { say, language } = visit
  const { criterion, standing, municipality } = shown
  const { data } = criterion
  const told = criterionIn({ say, language }, { data, standing, measured: undefined })
  return html`${errorSummary(say, faults)}
${doneBox(visit, shown)}
<p><a href="/review/${municipality.code}">← ${say('review.back', { name: municipality.name })}</a></p>
<h2 id="verdict">${told.question} ${told.verdict}.</h2>
<p>${told.saw}</p>
<p class="note">${say(`review.state-${standing.state}`)}${data.star ? html` ${say('review.star')}` : NOTHING}</p>
<h3>${say('review.evidence')}</h3>
${evidenceShown(visit, shown)}
<h3>${say('review.why')}</h3>
<p>${data.why[language]}</p>
${told.todo === '' ? NOTHING : html`<h3>${say('report.todo')}</h3><p>${told.todo}</p>${pasteShown(visit, data.fix.paste)}`}
${history(visit, who, shown)}
${forms(visit, who, shown, faults)}`
}

/** Text to paste: Swedish in whatever language the page is; one press in it marks all of it. */
const pasteShown = ({ say }: Visit, paste: string | undefined): Html =>
  paste === undefined
    ? NOTHING
    : html`<p class="note" id="paste">${say('report.paste')}. ${say('report.paste-hint')}</p><div class="paste" role="group" aria-labelledby="paste" lang="sv">${paste
        .trim()
        .split('\n')
        .map((line) => html`<p>${line}</p>`)}</div>`

/** All the evidence there is, with where on the page it stood. */
const evidenceShown = (visit: Visit, { standing, review }: ShownVerdict): Html => {
  const { say } = visit
  const { evidence } = standing.machine
  if (evidence.length === 0) return html`<p>${say('review.evidence-none', { pages: review.pages })}</p>`
  return html`${evidence.map(
    (piece) => html`${evidenceView(visit, evidenceIn(piece))}
${piece.selector === undefined ? NOTHING : html`<p class="note">${say('review.selector')} <code>${piece.selector}</code></p>`}
${piece.screenshot === undefined ? NOTHING : html`<p class="note">${say('review.screenshot')} <code>${piece.screenshot}</code></p>`}`,
  )}`
}

const doneBox = (visit: Visit, { review, standing }: ShownVerdict): Html => {
  const done = [standing.confirmation, standing.objection, standing.answer].find(
    (act) => act?.own === true && String(act.id) === visit.query.get('done'),
  )
  if (done === undefined) return NOTHING
  return html`<div class="box done beside" role="status"><p>${visit.say(`review.done-${done.kind}`)}</p>${undoForm(visit, review.code, done)}</div>`
}

/** Every line that was ever said of it: what was taken back is struck through, and stays. */
const history = (visit: Visit, who: SignedIn, { review, criterion }: ShownVerdict): Html => {
  const { say } = visit
  const lines = review.acts.filter((act) => 'criterion' in act && act.criterion === criterion.data.id)
  if (lines.length === 0) return NOTHING
  const known = inForce(review.acts)
  const line = (act: Act): Html => {
    const holds = known.includes(act)
    const text = html`<b>${say(`review.act-${act.kind}`, { verdict: 'verdict' in act ? say(`report.kind.${act.verdict}`) : '' })}</b> ${act.by}, ${act.organisation}, ${momentShown(visit, act.at)}${'reason' in act && act.reason !== undefined ? html`: ${act.reason}` : NOTHING}`
    const undo = holds && act.own && !isAnswered(known, act) && may(who.acting, MAY_UNDO[act.kind])
    return html`<li>${holds ? text : html`<del>${text}</del> ${say('review.act-withdrawn')}`}${undo ? undoForm(visit, review.code, act) : NOTHING}</li>`
  }
  return html`<h3>${say('review.said')}</h3><ul>${lines.map(line)}</ul>`
}

const forms = (visit: Visit, who: SignedIn, shown: ShownVerdict, faults: readonly Fault[]): Html => {
  const { asker, standing } = shown
  const ofOwn = asker.own?.code === shown.municipality.code
  const agency = asker.kind === 'agency'
  const confirms = may(who.acting, 'review.confirm') && (ofOwn || agency) && standing.state === 'proposed'
  const contests = may(who.acting, 'review.answer') && ofOwn && standing.state !== 'contested'
  return html`${confirms ? confirmForm(visit, shown, faults) : NOTHING}
${contests ? contestForm(visit, shown, faults) : NOTHING}
${may(who.acting, 'review.rule') ? ruleForm(visit, shown, faults) : NOTHING}`
}

const actionOf = ({ review, criterion }: ShownVerdict, does: string): string =>
  `/review/${review.code}/${criterion.data.id}/${does}`

const given = ({ form: sent }: Visit, name: string): string => sent.get(name) ?? ''

const confirmForm = (visit: Visit, shown: ShownVerdict, faults: readonly Fault[]): Html => {
  const { say } = visit
  const own = shown.asker.own !== undefined
  return html`<h3>${say('review.confirm')}</h3>
<p>${say(own ? 'review.confirm-own' : 'review.confirm-text')}</p>
${form(
  visit,
  actionOf(shown, 'confirm'),
  html`${hidden('review', shown.review.id)}
${areaField({ say, faults }, { name: 'confirm-reason', label: say('review.reason'), hint: say(own ? 'review.confirm-hint-own' : 'review.confirm-hint'), value: given(visit, 'confirm-reason') })}
<p><button>${say('review.confirm-do')}</button></p>`,
)}`
}

const contestForm = (visit: Visit, shown: ShownVerdict, faults: readonly Fault[]): Html => {
  const { say } = visit
  return html`<h3>${say('review.contest')}</h3>
<p>${say('review.contest-text')}</p>
${form(
  visit,
  actionOf(shown, 'contest'),
  html`${hidden('review', shown.review.id)}
${areaField({ say, faults }, { name: 'contest-reason', label: say('review.reason'), hint: say('review.contest-hint'), value: given(visit, 'contest-reason') })}
<p><button>${say('review.contest-do')}</button></p>`,
)}`
}

const ruleForm = (visit: Visit, shown: ShownVerdict, faults: readonly Fault[]): Html => {
  const { say } = visit
  const answers = shown.standing.state === 'contested'
  const kept = { value: 'kept', label: say('review.ruling-kept') }
  return html`<h3>${say(answers ? 'review.rule-answer' : 'review.rule')}</h3>
<p>${say(answers ? 'review.rule-answer-text' : 'review.rule-text')}</p>
${form(
  visit,
  actionOf(shown, 'rule'),
  html`${hidden('review', shown.review.id)}
${radioField(
  { say, faults },
  {
    name: 'ruling',
    legend: say('review.ruling'),
    value: given(visit, 'ruling'),
    options: [
      ...(answers ? [kept] : []),
      ...VERDICT_KINDS.filter((kind) => answers || kind !== shown.standing.holds.kind).map((kind) => ({
        value: kind,
        label: say(`report.kind.${kind}`),
      })),
    ],
  },
)}
${areaField({ say, faults }, { name: 'rule-reason', label: say('review.reason'), hint: say('review.rule-hint'), value: given(visit, 'rule-reason') })}
<p><button>${say('review.rule-do')}</button></p>`,
)}`
}
