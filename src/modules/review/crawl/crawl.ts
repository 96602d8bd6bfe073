import { siteOf } from '../site.ts'
import { answers } from './answers.ts'
import { over, type Outcome } from './arrival.ts'
import type { Capture } from './capture.ts'
import type { CrawlWorld, VisitPlan } from './crawl-world.ts'
import { route } from './route.ts'
import { showing } from './showing.ts'
import type { Step, Told } from './trip.ts'
import type { Visit } from './visit.ts'

/** A visit takes no longer, however slow its site and however long it wants to be left alone. */
const LONGEST_MS = 3 * 60 * 60_000

/**
 * Visits a site and keeps everything in its archive; goes on where the archive was left. Never rejects for what a site
 * does. It ends `stopped` when the signal is aborted, and `fault` for a fault of this program or a disk that is full.
 */
export const crawl = async (plan: VisitPlan, world: CrawlWorld): Promise<Visit> => {
  const { archive, now } = world
  const begunAt = archive.before[0]?.askedAt ?? now().toISOString()
  let visit: Visit = {
    ...plan,
    begunAt,
    endedAt: undefined,
    end: undefined,
    about: undefined,
    captures: archive.before.length,
  }
  const site = siteOf(plan.site)
  await archive.writeVisit(visit)
  let outcome: Outcome
  try {
    outcome =
      site === undefined
        ? over('invalid-address', plan.site)
        : await walked(
            plan,
            world,
            route({ ...plan, site, words: world.words, ownerOf: world.ownerOf }),
            (capture, delayMs) => {
              visit = {
                ...visit,
                captures: visit.captures + (capture === undefined ? 0 : 1),
                delayMs: Math.max(visit.delayMs, delayMs),
              }
            },
          )
  } catch (cause) {
    outcome = world.signal.aborted ? over('stopped') : over('fault', String(cause))
  }
  visit = { ...visit, ...outcome, endedAt: now().toISOString() }
  await archive.writeVisit(visit)
  return visit
}

/** `note` gets each capture that is new, and nothing for one that the archive had, with the delay that its site asked for. */
const walked = async (
  plan: VisitPlan,
  world: CrawlWorld,
  steps: Generator<Step, Outcome, Told>,
  note: (capture: Capture | undefined, delayMs: number) => void,
): Promise<Outcome> => {
  const { now, signal, seen } = world
  const latest = now().getTime() + LONGEST_MS
  const ask = answers(world, (capture) => {
    note(capture, 0)
    seen?.(capture)
  })
  const show = showing(plan, world, ask)
  let told: Told
  for (;;) {
    const { done, value } = steps.next(told)
    if (done === true) return value
    if (signal.aborted) return over('stopped')
    if (now().getTime() > latest) return over('time-limit')
    if (value.kind === 'ask' && !value.foreign) note(undefined, value.delayMs)
    told = value.kind === 'ask' ? await ask.step(value) : await show(value)
  }
}
