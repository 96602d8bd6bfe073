import { addDays, stockholm } from '#kernel/dates.ts'
import { doorsOf, hoursOn, type Door, type Reception, type Staffing } from '#modules/collaboration/index.ts'
import { displayOf, isOld, type LineAnswering, type Municipality } from '#modules/municipality/index.ts'
import { answeringIn, turnOf, whenever, type Moment, type Ranked } from './answering-in-words.ts'
import { capital, clockIn, dateIn } from './hours-in-words.ts'
import { listed, ranked } from './local-in-words.ts'
import type { DoorsView } from './pages/help.ts'

/** The days whose real hours are written out. Dates and no weekdays alone, so that a kept page never says too much. */
const DAYS_WRITTEN = 7

/** A municipality's doors as places to call, in the order in which it offers them, then who is on call. Empty when it has none. */
export const doorCalls = (moment: Moment, municipality: Municipality): readonly Ranked[] =>
  callsOf(moment, municipality, doorsOf(moment.receptions, municipality.code, moment.now))

/** What the box of the municipality says of its doors; nothing when it has none. */
export const doorsView = (moment: Moment, municipality: Municipality): DoorsView | undefined => {
  const doors = doorsOf(moment.receptions, municipality.code, moment.now)
  const [first] = doors
  if (first === undefined) return undefined
  const { say } = moment
  const sentences = doors.flatMap((door) => pauseIn(moment, door) ?? [])
  if (answeringAmong(doors).length > 1) sentences.push(say('door.choose'))
  const { onCall } = first.reception
  if (onCall.kind === 'via-112' && isUnconfirmed(moment, municipality)) sentences.push(say('local.on-call-112'))
  return { calls: callsOf(moment, municipality, doors).map(({ call }) => call), sentences }
}

type Answers = { readonly reception: Reception; readonly kind: Door['kind']; readonly state: Staffing }

/** Who is to be called: a paused door gives way to the one in its place, and each stands once. */
const answeringAmong = (doors: readonly Door[]): readonly Answers[] => {
  const found = new Map<string, Answers>()
  const offer = (one: Answers): void => {
    // With no time in sight there is nothing to call for.
    if (one.state.kind !== 'nobody' && !found.has(one.reception.name)) found.set(one.reception.name, one)
  }
  for (const { reception, kind, state } of doors) {
    if (state.kind !== 'paused') offer({ reception, kind, state })
    else if (state.instead !== undefined) {
      const { name } = state.instead.reception
      const own = doors.find((door) => door.reception.name === name)
      offer({ ...state.instead, kind: own?.kind ?? kind })
    }
  }
  return [...found.values()]
}

const callsOf = (moment: Moment, municipality: Municipality, doors: readonly Door[]): readonly Ranked[] => {
  const calls = answeringAmong(doors).map((door, index) => rankedDoor(moment, `door-${index + 1}`, door))
  const onCall = doors[0]?.reception.onCall
  // What the municipality has confirmed itself goes before what a reception knows of it.
  if (onCall === undefined || onCall.kind === 'via-112' || !isUnconfirmed(moment, municipality)) return calls
  const name = { id: 'on-call', name: moment.say('local.on-call'), nameLanguage: moment.tag }
  return [...calls, ranked(moment, name, onCall.numbers, onCall.hours, { old: false, checked: '' })]
}

const isUnconfirmed = ({ facts }: Moment, { code }: Municipality): boolean => !facts.localHelp.has(code)

const rankedDoor = (moment: Moment, id: string, { reception, kind, state }: Answers): Ranked => {
  const { say, now } = moment
  const answering = moment.openNow ? answersAt(state) : whenever(answersAt(state))
  const old = isOld(reception, stockholm(now).date)
  return {
    answering,
    mandatory: true,
    local: true,
    perhaps: false,
    turn: moment.openNow ? turnOf(answering) : undefined,
    call: {
      id,
      name: reception.title,
      nameLanguage: 'sv',
      numbers: reception.numbers.map((e164) => ({ e164, display: displayOf(e164) })),
      answering: answeringIn(moment, answering),
      ...(answering.kind === 'always' ? { hours: [], figures: [] } : daysOf(moment, reception)),
      facts: [...(kind === 'own' ? [] : [say(`door.${kind}`)]), ...servesIn(moment, reception)],
      website: undefined,
      checked: say(old ? 'local.old' : 'local.confirmed', { date: reception.confirmedOn }),
      old,
    },
  }
}

const answersAt = (state: Staffing): LineAnswering => {
  switch (state.kind) {
    case 'answers':
      return state.until === undefined ? { kind: 'always' } : { kind: 'open', until: state.until }
    case 'next':
      return { kind: 'opens', at: state.at }
    case 'nobody':
      return { kind: 'unknown' }
  }
}

/** The coming days when somebody really answers, in words and in figures. */
const daysOf = (
  { tag, now }: Moment,
  { rota }: Reception,
): { readonly hours: readonly string[]; readonly figures: readonly string[] } => {
  const today = stockholm(now).date
  const days = Array.from({ length: DAYS_WRITTEN }, (_, ahead) => addDays(today, ahead))
    .map((date) => ({ date, spans: hoursOn(rota, date) }))
    .filter(({ spans }) => spans.length > 0)
  const written = (spans: ReturnType<typeof hoursOn>, clock: (time: string) => string): string =>
    spans.map(({ from, to }) => `${clock(from)}–${clock(to)}`).join(', ')
  return {
    hours: days.map(
      ({ date, spans }) => `${capital(dateIn(tag, date))} ${written(spans, (time) => clockIn(tag, time))}`,
    ),
    figures: days.map(({ date, spans }) => `${date} ${written(spans, (time) => time)}`),
  }
}

const servesIn = ({ say, tag, facts }: Moment, { serves }: Reception): readonly string[] => {
  if (serves.length < 2) return []
  const places = serves.map(({ municipality }) => facts.municipalities.get(municipality)?.name ?? municipality)
  return [say('door.serves', { places: listed(tag, places) })]
}

/** That a door is paused, why, until when, and whom to call instead; nothing for one that is not. */
const pauseIn = ({ say, tag }: Moment, { reception, state }: Door): string | undefined => {
  if (state.kind !== 'paused') return undefined
  const { date, time } = stockholm(state.until)
  const values = {
    name: reception.title,
    until: `${dateIn(tag, date)} ${clockIn(tag, time)}`,
    reason: say(`door.reason-${state.reason}`),
  }
  if (state.instead === undefined || state.instead.state.kind === 'nobody') return say('door.paused', values)
  return say('door.paused-instead', { ...values, instead: state.instead.reception.title })
}
