import { AUDIENCES, type Audience } from '#modules/review/facts/facts.ts'

/**
 * A made-up country to review: municipalities that do not exist, with sites of which everything is known beforehand. Codes
 * run from 9001, names end in no real place's, hosts end in `.example`, and every number is one that PTS has set aside for
 * fiction.
 */

/** A number as the page has it: what it is, how it is written, when it is answered by rule and by words. */
export type PlantedNumber = {
  readonly e164: string
  readonly written: string
  readonly hours?: string
  readonly hoursWritten?: string
}

export type OnCall =
  | { readonly kind: 'own-number'; readonly number: PlantedNumber }
  | { readonly kind: 'via-112' }
  | { readonly kind: 'none' }

/** `leaves`: it replaces the page. `opens-tab` and `keeps-history` only look as if they did. */
export type Exit = 'leaves' | 'opens-tab' | 'keeps-history' | 'none'
/** What the start page and the help page load before anybody has consented. */
export type Tracking = 'none' | 'script' | 'cookie'

/** How the server treats whoever asks. All but the first two end the visit before anything can be judged. */
export type Behaviour =
  | 'ordinary'
  | 'busy-at-first'
  | 'moved'
  | 'login'
  | 'parked'
  | 'forbidden'
  | 'robots-refuse'
  | 'always-busy'
  | 'silent'
export type Trap = 'calendar' | 'session' | 'deeper' | 'bomb' | 'wrong-type' | 'broken-html' | 'drip' | 'loop'

export type SiteTruth = {
  readonly code: string
  readonly name: string
  /** Clicks from the start page to the page about violence, 1 to 4. */
  readonly depth: number
  readonly reception: PlantedNumber
  readonly switchboard: PlantedNumber
  readonly onCall: OnCall
  readonly national: 'both' | 'new' | 'none'
  readonly groups: ReadonlySet<Audience>
  /** The groups that nobody speaks to stand as words in a list. */
  readonly listsTheRest: boolean
  readonly anonymous: boolean
  readonly languages: readonly ('en' | 'ar' | 'so' | 'fi')[]
  readonly exit: Exit
  readonly tracking: Tracking
  /** The reception's number is put on the page by script. */
  readonly injected: boolean
  readonly charset: 'utf-8' | 'iso-8859-1'
  /** Crawl-delay in robots.txt, in seconds; nothing when it says nothing. */
  readonly crawlDelay: number | undefined
  readonly search: 'finds' | 'finds-nothing' | 'post' | 'none'
  readonly shape: 'sentences' | 'table' | 'accordion'
  readonly behaviour: Behaviour
  readonly traps: readonly Trap[]
  /** Pages about other things, besides those about help. */
  readonly others: number
}

const BEGINNINGS = ['Gran', 'Al', 'Björk', 'Hassel', 'Ljung', 'Rönn', 'Säv', 'Tall', 'Vide', 'Ask', 'Lind', 'En']
const ENDINGS = ['bäck', 'moa', 'vik', 'torpa', 'näs', 'hult', 'sele', 'bruk', 'löv', 'ås', 'fors', 'lunda', 'hög']

/** A name of its own for each of the first 156, and for those after them with a number. */
const nameOf = (at: number): string => {
  const name = `${BEGINNINGS[at % BEGINNINGS.length] ?? ''}${ENDINGS[Math.floor(at / BEGINNINGS.length) % ENDINGS.length] ?? ''}`
  const round = Math.floor(at / (BEGINNINGS.length * ENDINGS.length))
  return round === 0 ? name : `${name} ${round + 1}`
}

const two = (n: number): string => String(n).padStart(2, '0')

/** Every way of writing that the country has, of a number in one of the series for fiction. */
const receptionOf = (at: number): PlantedNumber => {
  const hours = HOURS[at % HOURS.length] ?? HOURS[0]
  const n = two(at % 90)
  const written = [
    { e164: `+463139006${n}`, written: `031-390 06 ${n}` },
    { e164: `+464062804${n}`, written: `040 – 628 04 ${n}` },
    { e164: `+468465004${n}`, written: `08-465 004 ${n}` },
    { e164: `+469803192${n}`, written: `0980-319 2${n}` },
    { e164: `+463139006${n}`, written: `+46 (0)31 390 06 ${n}` },
    { e164: `+464062804${n}`, written: `(040) 628 04 ${n}` },
  ][at % 6]
  if (written === undefined || hours === undefined) throw new Error('There is a way of writing for every site.')
  return { ...written, ...hours }
}

const HOURS = [
  { hours: 'Mo-Fr 08:00-16:30', hoursWritten: 'vardagar klockan 8.00–16.30' },
  { hours: 'Mo-Th 09:00-15:00; Fr 09:00-14:00', hoursWritten: 'måndag–torsdag 9–15, fredag 9–14' },
  { hours: 'Mo-Fr 08:00-12:00,13:00-16:00', hoursWritten: 'måndag–fredag 08.00–12.00 och 13.00–16.00' },
  { hours: 'Mo,We 10:00-12:00', hoursWritten: 'måndagar och onsdagar kl. 10–12' },
] as const

const onCallOf = (at: number): OnCall => {
  const n = two(((at * 7) % 90) + 5)
  return (
    (
      [
        {
          kind: 'own-number',
          number: {
            e164: `+467017406${n}`,
            written: `070-174 06 ${n}`,
            hours: 'Mo-Th 16:30-24:00; Fr 16:30-02:00',
            hoursWritten: 'måndag–torsdag 16.30–24.00, fredag 16.30–02.00',
          },
        },
        { kind: 'via-112' },
        { kind: 'none' },
      ] as const
    )[at % 3] ?? { kind: 'none' }
  )
}

const BEHAVIOURS: readonly Behaviour[] = [
  'moved',
  'login',
  'parked',
  'forbidden',
  'robots-refuse',
  'always-busy',
  'silent',
]
const TRAPS: readonly Trap[] = ['calendar', 'session', 'deeper', 'bomb', 'wrong-type', 'broken-html', 'drip', 'loop']
/** One site in so many is one that cannot be judged. */
const UNLIKE = 5

export type CountryOptions = {
  /** Pages about other things on every site; the calendars and other traps apart. */
  readonly others?: number
  /** Every site answers as an ordinary one, without traps: for figures. */
  readonly calm?: boolean
}

/** The first `count` municipalities of the country. The same every time: what is at a place depends on the place alone. */
export const countryOf = (count: number, { others = 6, calm = false }: CountryOptions = {}): readonly SiteTruth[] =>
  Array.from({ length: count }, (_, at): SiteTruth => {
    const unlike = !calm && at % UNLIKE === UNLIKE - 1
    return {
      code: String(9001 + at),
      name: nameOf(at),
      depth: (at % 4) + 1,
      reception: receptionOf(at),
      switchboard: { e164: '+46980319299', written: '0980-319 299' },
      onCall: onCallOf(at),
      national: (['both', 'new', 'none'] as const)[at % 3] ?? 'none',
      groups: new Set(AUDIENCES.filter((_group, place) => (at * 5 + place * 3) % 7 < 3)),
      listsTheRest: at % 2 === 0,
      anonymous: at % 5 < 2,
      languages: ([['en', 'ar', 'so', 'fi'], ['en'], [], ['en', 'ar']] as const)[at % 4] ?? [],
      exit: (['leaves', 'opens-tab', 'keeps-history', 'none', 'leaves'] as const)[at % 5] ?? 'none',
      tracking: (['none', 'script', 'none', 'cookie'] as const)[at % 4] ?? 'none',
      injected: at % 7 === 3,
      charset: at % 6 === 4 ? 'iso-8859-1' : 'utf-8',
      crawlDelay: undefined,
      search: (['finds', 'none', 'post', 'finds-nothing'] as const)[at % 4] ?? 'none',
      shape: (['sentences', 'table', 'accordion'] as const)[at % 3] ?? 'sentences',
      behaviour: unlike
        ? (BEHAVIOURS[Math.floor(at / UNLIKE) % BEHAVIOURS.length] ?? 'moved')
        : !calm && at % 8 === 5
          ? 'busy-at-first'
          : 'ordinary',
      traps: calm || unlike ? [] : [TRAPS[at % TRAPS.length] ?? 'calendar'],
      others,
    }
  })
