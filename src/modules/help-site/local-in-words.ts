import { stockholm } from '#kernel/dates.ts'
import { weekOf } from '#kernel/opening-hours.ts'
import { doorsOf } from '#modules/collaboration/index.ts'
import { displayOf, isOld, type Contacts, type Municipality, sureAnswering } from '#modules/municipality/index.ts'
import { answeringIn, hoursOf, turnOf, whenever, type Moment, type Ranked } from './answering-in-words.ts'
import type { Call } from './pages/calls.ts'
import type { LocalView } from './pages/help.ts'

/**
 * A municipality's own numbers in the order in which one tries them: the reception, then who is on call. Empty before it
 * has confirmed any. A number that is also a door's is left to the door: its rota knows who really answers.
 */
export const localCalls = (moment: Moment, { code }: Municipality): readonly Ranked[] => {
  const help = moment.facts.localHelp.get(code)?.help
  if (help === undefined) return []
  const { reception, onCall } = help
  const ofDoors = new Set(doorsOf(moment.receptions, code, moment.now).flatMap(({ reception: door }) => door.numbers))
  const old = isOld(help, stockholm(moment.now).date)
  const checked = checkedIn(moment, help)
  const own = reception.numbers
    .filter(({ e164 }) => !ofDoors.has(e164))
    .map(({ e164, hours }, index) =>
      ranked(moment, { id: `reception-${index + 1}`, name: reception.name, nameLanguage: 'sv' }, [e164], hours, {
        old,
        checked,
      }),
    )
  if (onCall.kind === 'via-112') return own
  const name = { id: 'on-call', name: moment.say('local.on-call'), nameLanguage: moment.tag }
  return [...own, ranked(moment, name, onCall.numbers, onCall.hours, { old, checked })]
}

/** A place to call whose hours are a rule that is known to be right. */
export const ranked = (
  moment: Moment,
  name: Pick<Call, 'id' | 'name' | 'nameLanguage'>,
  numbers: readonly string[],
  rule: string,
  { old, checked }: { readonly old: boolean; readonly checked: string },
): Ranked => {
  const now = sureAnswering(rule, moment.now)
  const answering = moment.openNow ? now : whenever(now)
  return {
    answering,
    mandatory: true,
    local: true,
    perhaps: false,
    turn: moment.openNow ? turnOf(answering) : undefined,
    call: {
      ...name,
      numbers: numbers.map((e164) => ({ e164, display: displayOf(e164) })),
      answering: answeringIn(moment, answering),
      ...hoursOf(moment, weekOf(rule), answering),
      facts: [],
      website: undefined,
      // Said once for the whole box; beside a number of the first screen only when it is old.
      checked: old ? checked : undefined,
      old,
    },
  }
}

/** What a municipality has confirmed, in words; nothing before it has confirmed anything. */
export const localView = (moment: Moment, municipality: Municipality): LocalView | undefined => {
  const help = moment.facts.localHelp.get(municipality.code)?.help
  if (help === undefined) return undefined
  const { say } = moment
  return {
    calls: localCalls(moment, municipality).map(({ call }) => ({ ...call, checked: undefined })),
    sentences: sentencesOf(moment, help),
    visit: help.reception.visit,
    links: help.links.map(({ kind, url }) => ({ url, text: say(`local.link-${kind}`) })),
    shelters: help.shelters.map(({ name, e164 }, index) => shelterCall(`shelter-${index + 1}`, name, e164)),
    checked: checkedIn(moment, help),
  }
}

const sentencesOf = ({ say, tag, facts }: Moment, { onCall, languages }: Contacts): readonly string[] => {
  const sentences: string[] = []
  if (onCall.kind === 'via-112') sentences.push(say('local.on-call-112'))
  if (onCall.kind === 'shared') {
    const places = onCall.sharedWith.map((code) => facts.municipalities.get(code)?.name ?? code)
    sentences.push(say('local.on-call-shared', { places: listed(tag, places) }))
  }
  if (languages.length > 0) {
    const names = new Intl.DisplayNames([spoken(tag), 'sv'], { type: 'language' })
    sentences.push(
      say('local.languages', {
        languages: listed(
          tag,
          languages.map((language) => names.of(language) ?? language),
        ),
      }),
    )
  }
  return sentences
}

export const spoken = (tag: string): string => tag.replace('-simple', '')

export const listed = (tag: string, words: readonly string[]): string =>
  new Intl.ListFormat([spoken(tag), 'sv'], { type: 'conjunction' }).format(words)

const checkedIn = ({ say, now }: Moment, help: Contacts): string =>
  say(isOld(help, stockholm(now).date) ? 'local.old' : 'local.confirmed', { date: help.confirmedOn })

const shelterCall = (id: string, name: string, e164: string): Call => ({
  id,
  name,
  nameLanguage: 'sv',
  numbers: [{ e164, display: displayOf(e164) }],
  answering: { kind: 'unknown' },
  hours: [],
  figures: [],
  facts: [],
  website: undefined,
  checked: undefined,
  old: false,
})
