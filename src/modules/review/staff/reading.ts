import { z } from 'zod'
import { readForm, type Fault } from '#platform/http/form.ts'
import { LONGEST_REASON } from '../act.ts'
import type { NewAct } from '../act-store.ts'
import { VERDICT_KINDS } from '../criteria/verdict.ts'
import type { ShownVerdict } from './need.ts'

/** What a form comes to: something to add, or what is wrong with it. */
type Read = { readonly act: NewAct } | { readonly faults: readonly Fault[] }
export type Reading = (form: URLSearchParams, shown: ShownVerdict) => Read

const reason = z
  .string('review.reason-missing')
  .trim()
  .min(1, 'review.reason-missing')
  .max(LONGEST_REASON, 'review.reason-long')

const wrong = (field: string, says: string): Read => ({ faults: [{ field, says }] })

/** The municipality says that a verdict is wrong, once at a time. */
export const contesting: Reading = (form, { standing, criterion }) => {
  if (standing.state === 'contested') return wrong('contest-reason', 'review.contested-already')
  const read = readForm(form, z.object({ 'contest-reason': reason }))
  if (!read.ok) return { faults: read.faults }
  return { act: { kind: 'contested', criterion: criterion.data.id, reason: read.value['contest-reason'] } }
}

/** The agency answers for the whole review; a municipality that says yes to its own verdict says why. */
export const confirming: Reading = (form, { standing, criterion, asker }) => {
  if (standing.state !== 'proposed') return wrong('confirm-reason', 'review.confirmed-already')
  const read = readForm(
    form,
    z.object({ 'confirm-reason': asker.own === undefined ? reason.optional().or(z.literal('')) : reason }),
  )
  if (!read.ok) return { faults: read.faults }
  const why = read.value['confirm-reason']
  return {
    act: {
      kind: 'confirmed',
      criterion: criterion.data.id,
      ...(why === undefined || why === '' ? {} : { reason: why }),
    },
  }
}

const rulingForm = z.object({
  ruling: z.enum(['kept', ...VERDICT_KINDS], 'review.ruling-missing'),
  'rule-reason': reason,
})

/** The agency answers an objection, or puts another verdict in the place of the machine's. */
export const ruling: Reading = (form, { standing, criterion }) => {
  const read = readForm(form, rulingForm)
  if (!read.ok) return { faults: read.faults }
  const { ruling: chosen, 'rule-reason': why } = read.value
  const open = standing.state === 'contested' ? standing.objection?.id : undefined
  const about = { criterion: criterion.data.id, reason: why }
  if (chosen !== 'kept') {
    if (open === undefined && chosen === standing.holds.kind) return wrong('ruling', 'review.ruling-same')
    return { act: { kind: 'overruled', ...about, verdict: chosen, ...(open === undefined ? {} : { answers: open }) } }
  }
  return open === undefined
    ? wrong('ruling', 'review.answered-already')
    : { act: { kind: 'kept', ...about, answers: open } }
}
