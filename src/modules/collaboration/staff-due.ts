import { addDays, daysBetween, stockholm } from '#kernel/dates.ts'
import { asOrganisation } from '#platform/auth/acting.ts'
import { may } from '#platform/auth/roles.ts'
import type { SignedIn } from '#platform/auth/signed-in.ts'
import type { Due, DueFor } from '#platform/http/due.ts'
import type { Visit } from '#platform/http/staff-routes.ts'
import { DECISIONS, missingIn } from './decisions.ts'
import { isRunning } from './doors.ts'
import { memberOf, takeable } from './own/absence.ts'
import { readShown, type Need, type OwnReception, type Shown } from './reach.ts'
import { nameOf, stretchSaid } from './said.ts'
import { askedOf } from './sharing/answer-routes.ts'
import { readJoining } from './sharing/join-routes.ts'
import { isUnderWay, type Joining, type SharingRequest } from './sharing/request.ts'
import { readRequests } from './sharing/requests-store.ts'

/** What the receptions need of somebody today, each finished on the page it leads to. */
export const receptionsDue =
  (need: Need): DueFor =>
  async (visit, who) => {
    const { acting } = who
    const [reads, introduces] = [may(acting, 'reception.read'), may(acting, 'reception.introduce')]
    if (!reads && !introduces) return []
    const { shown, requests, joining } = await asOrganisation(need.db, acting, async (tx) => ({
      shown: await readShown(tx, need, visit, who),
      requests: await readRequests(tx),
      joining: may(acting, 'reception.decide') ? await readJoining(tx, need, visit, who) : undefined,
    }))
    return [
      ...shown.own.flatMap((reception) => [
        ...(may(acting, 'rota.edit') ? [...gapDue(visit, shown, reception), ...rotaDue(visit, shown, reception)] : []),
        ...(may(acting, 'reception.decide')
          ? [...decisionDue(visit, shown, reception), ...pauseDue(visit, reception)]
          : []),
        ...(may(acting, 'rota.swap') ? shiftDue(visit, who, reception) : []),
      ]),
      ...(introduces ? requestsDue(visit, shown, requests) : []),
      ...(may(acting, 'reception.decide') ? answerDue(visit, shown, requests) : []),
      ...(joining === undefined ? [] : joinDue(visit, joining)),
    ]
  }

/** The gaps that somebody must fill, one line for each reception. */
const gapDue = (visit: Visit, { findings }: Shown, { name, title }: OwnReception): readonly Due[] => {
  const gaps = findings.flatMap((finding) => (finding.kind === 'gap' && finding.reception === name ? [finding] : []))
  const [first] = gaps
  if (first === undefined) return []
  const what = visit.say('receptions.due', { title, gaps: gaps.length })
  const until = stockholm(first.from).date
  return [
    { what, why: visit.say('receptions.due-why'), until, to: `/receptions/${name}`, late: first.from <= visit.now },
  ]
}

const rotaDue = ({ say, today }: Visit, { findings }: Shown, { name, title, rota }: OwnReception): readonly Due[] =>
  findings.some((finding) => finding.kind === 'rota-ends' && finding.reception === name)
    ? [
        {
          what: say('receptions.due-rota', { title }),
          why: say('receptions.due-rota-why'),
          until: rota.until,
          to: `/receptions/${name}/week`,
          late: rota.until < today,
        },
      ]
    : []

/** The decisions of one's own municipality that are not noted: until they are, the reception is no door there. */
const decisionDue = ({ say }: Visit, { places, municipalities }: Shown, reception: OwnReception): readonly Due[] =>
  reception.serves
    .filter(({ municipality, decisions }) => places.has(municipality) && missingIn(decisions).length > 0)
    .map(({ municipality, decisions }) => ({
      what: say('receptions.due-decisions', {
        title: reception.title,
        missing: missingIn(decisions).length,
        all: DECISIONS.length,
      }),
      why: say('receptions.due-decisions-why', { place: nameOf(municipalities, municipality) }),
      to: `/receptions/${reception.name}/decisions/${municipality}`,
      late: false,
    }))

/** So many days before a pause ends somebody looks whether it holds that people answer again. */
const PAUSE_DAYS = 2

const pauseDue = ({ say, now, today }: Visit, { name, title, pause }: OwnReception): readonly Due[] => {
  if (pause === undefined || !isRunning(pause, now)) return []
  const until = stockholm(pause.until).date
  return daysBetween(today, until) > PAUSE_DAYS
    ? []
    : [
        {
          what: say('receptions.due-pause', { title }),
          why: say('receptions.due-pause-why'),
          until,
          to: `/receptions/${name}`,
          late: false,
        },
      ]
}

/** A shift that nobody keeps and she could take. */
const shiftDue = (visit: Visit, { acting }: SignedIn, reception: OwnReception): readonly Due[] => {
  const member = memberOf(reception, acting.person)
  const [first] = member === undefined ? [] : takeable(reception, member.id, visit.now)
  if (first === undefined) return []
  const { say } = visit
  return [
    {
      what: say('receptions.due-shift', { title: reception.title, when: stretchSaid(visit, first) }),
      why: say('receptions.due-shift-why'),
      until: stockholm(first.from).date,
      to: `/receptions/${reception.name}`,
      late: first.from <= visit.now,
    },
  ]
}

/** Somebody who asks is answered within a week. */
const ANSWER_DAYS = 7

const requestsDue = (
  { say, today }: Visit,
  { municipalities }: Shown,
  requests: readonly SharingRequest[],
): readonly Due[] =>
  requests
    .filter(({ state }) => state === 'asked')
    .map(({ municipality, askedAt }) => {
      const until = addDays(stockholm(askedAt).date, ANSWER_DAYS)
      return {
        what: say('receptions.due-introduce', { place: nameOf(municipalities, municipality) }),
        why: say('receptions.due-introduce-why'),
        until,
        to: '/receptions/requests',
        late: until < today,
      }
    })

const answerDue = ({ say }: Visit, shown: Shown, requests: readonly SharingRequest[]): readonly Due[] =>
  askedOf(requests, shown)
    .filter(({ state }) => state === 'introduced')
    .map(({ municipality }) => ({
      what: say('receptions.due-answer', { place: nameOf(shown.municipalities, municipality) }),
      why: say('receptions.due-answer-why'),
      to: '/receptions/asked',
      late: false,
    }))

const joinDue = ({ say }: Visit, { alone, request }: Joining): readonly Due[] =>
  alone && (request === undefined || !(isUnderWay(request) || request.state === 'accepted'))
    ? [{ what: say('receptions.due-join'), why: say('receptions.due-join-why'), to: '/receptions/join', late: false }]
    : []
