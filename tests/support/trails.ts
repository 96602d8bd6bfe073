import type { BrowserName, Tab } from './tab.ts'
import { BUTTON, DEPTHS, ENTER_KEY, enter, leaveBy, MOVES, OTHER_MOVES, THREE_SHIFTS } from './moving.ts'
import type { Move, WayOut } from './moving.ts'
import type { Visit } from './requirement.ts'

/** A page that the browser's Back or Forward showed. */
type Shown = { readonly address: string; readonly ours: boolean }

/** What a whole visit, from the link on another site to the way out, left in the tab. */
export type Trail = {
  /** Such as "5 pages deep, by the button". */
  readonly how: string
  /** The site's addresses in the tab's list after each step of the visit. */
  readonly during: readonly { readonly after: string; readonly held: readonly string[] }[]
  /** The site's addresses in the tab's list after leaving. */
  readonly left: readonly string[]
  /** True when there was something to go forward to as soon as she had left. */
  readonly ahead: boolean
  /** Back, one after the other, as far as the page she came from. */
  readonly back: readonly Shown[]
  /** And from there Forward to the end. */
  readonly forward: readonly Shown[]
}

type Walk = { readonly how: string; readonly moves: readonly Move[]; readonly wayOut: WayOut }

/** Makes one visit and walks Back and Forward after it. */
export const walk = async (tab: Tab, visit: Visit, { how, moves, wayOut }: Walk): Promise<Trail> => {
  const ours = (address: string): boolean => address.startsWith(visit.url)
  const held = async (): Promise<readonly string[]> => (await tab.history()).addresses.filter(ours)
  const shown = async (): Promise<Shown> => {
    const address = await tab.address()
    return { address, ours: ours(address) || (await tab.text()).includes('112') }
  }
  await enter(tab, visit)
  const during: { after: string; held: readonly string[] }[] = [{ after: 'coming in', held: await held() }]
  for (const move of moves) {
    await move.make(tab, visit)
    during.push({ after: move.name, held: await held() })
  }
  await leaveBy(tab, visit, wayOut)
  const left = await held()
  const ahead = await tab.forward()
  const back: Shown[] = []
  // What lies behind the page she came from is an earlier visit's.
  while (!(back.at(-1)?.address ?? '').startsWith(`${visit.elsewhere.url}/search`) && (await tab.back()))
    back.push(await shown())
  const forward: Shown[] = []
  while (await tab.forward()) forward.push(await shown())
  return { how, during, left, ahead, back, forward }
}

/** 1, 2 and 5 pages deep by the button; the other ways out, and the other moves, on the way of two pages. */
const SAMPLE: readonly Walk[] = [
  ...DEPTHS.map(({ pages, moves }) => ({ how: `${pages} pages deep, by ${BUTTON.name}`, moves, wayOut: BUTTON })),
  { how: `2 pages deep, by ${ENTER_KEY.name}`, moves: MOVES.slice(0, 1), wayOut: ENTER_KEY },
  { how: `2 pages deep, by ${THREE_SHIFTS.name}`, moves: MOVES.slice(0, 1), wayOut: THREE_SHIFTS },
  { how: `by the rarer moves, by ${BUTTON.name}`, moves: OTHER_MOVES, wayOut: BUTTON },
]
const ALL: readonly Walk[] = [BUTTON, ENTER_KEY, THREE_SHIFTS].flatMap((wayOut) => [
  ...DEPTHS.map(({ pages, moves }) => ({ how: `${pages} pages deep, by ${wayOut.name}`, moves, wayOut })),
  { how: `by the rarer moves, by ${wayOut.name}`, moves: OTHER_MOVES, wayOut },
])
/** A fault must show on one short walk already: two links and the place form. */
const WITH_FAULT: readonly Walk[] = [
  {
    how: `by links and the form, by ${BUTTON.name}`,
    moves: [...MOVES.slice(0, 2), ...MOVES.slice(5, 6)],
    wayOut: BUTTON,
  },
]

export const FULL = process.env['RACKHALL_TEST_FULL'] === '1'
export const SAMPLED = FULL ? undefined : `${SAMPLE.length} of ${ALL.length} walks in each browser`

const walked = new Map<string, Promise<readonly Trail[]>>()

/** The trails of all walks, which the tests of a file share: each walk is made once in each browser and for each fault. */
export const trails = async (tab: Tab, visit: Visit, browser: BrowserName): Promise<readonly Trail[]> => {
  const key = `${browser} ${visit.mutation?.name ?? ''}`
  const known = walked.get(key)
  if (known !== undefined) return known
  const walks = visit.mutation !== undefined ? WITH_FAULT : FULL ? ALL : SAMPLE
  const walking = (async () => {
    const found: Trail[] = []
    for (const one of walks) found.push(await walk(tab, visit, one))
    return found
  })()
  walked.set(key, walking)
  return walking
}
