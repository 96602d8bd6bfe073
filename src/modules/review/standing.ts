import { inForce, type Act, type ActOf } from './act.ts'
import type { CriterionData } from './criteria/criterion.ts'
import { POINTS, type Verdict } from './criteria/verdict.ts'

/**
 * How a verdict stands with people. `judged`: by the machine, and nobody has said anything. `proposed`: by the machine,
 * and a person is to confirm it. `contested`: the municipality says it is wrong and is not answered yet. `kept`: it was
 * answered that the verdict stays. `overruled`: a person has put another in its place.
 */
export type VerdictState = 'judged' | 'proposed' | 'confirmed' | 'contested' | 'kept' | 'overruled'

/** A verdict of the machine with what people have said of it. */
export type Standing = {
  /** What the machine said: it is never changed. */
  readonly machine: Verdict
  /** What counts: the machine's, or a person's kind and points in its place, with the machine's evidence. */
  readonly holds: Verdict
  readonly state: VerdictState
  readonly confirmation: ActOf<'confirmed'> | undefined
  readonly objection: ActOf<'contested'> | undefined
  /** The answer to the objection, or a ruling that nobody had asked for. */
  readonly answer: ActOf<'kept'> | ActOf<'overruled'> | undefined
}

/** What the machine cannot tell is nothing to confirm: a person rules on it, or leaves it. */
const canBeConfirmed = ({ kind }: Verdict): boolean => kind !== 'cannot-tell'

const isAnswer = (act: Act): act is ActOf<'kept'> | ActOf<'overruled'> =>
  act.kind === 'kept' || act.kind === 'overruled'

/** How the verdict of a criterion stands after what has been said of its review. Acts of other criteria do not matter. */
export const standingOf = (
  { id, mode }: Pick<CriterionData, 'id' | 'mode'>,
  machine: Verdict,
  acts: readonly Act[],
): Standing => {
  const said = inForce(acts).filter((act) => 'criterion' in act && act.criterion === id)
  const confirmation = said.findLast((act) => act.kind === 'confirmed')
  const objection = said.findLast((act) => act.kind === 'contested')
  const ruling = said.findLast((act) => act.kind === 'overruled')
  const answer =
    objection === undefined ? ruling : said.filter(isAnswer).findLast(({ answers }) => answers === objection.id)
  const holds = ruling === undefined ? machine : { ...machine, kind: ruling.verdict, points: POINTS[ruling.verdict] }
  return { machine, holds, state: stateOf(), confirmation, objection, answer }

  function stateOf(): VerdictState {
    if (objection !== undefined && answer === undefined) return 'contested'
    if (ruling !== undefined) return 'overruled'
    if (answer !== undefined) return 'kept'
    if (confirmation !== undefined) return 'confirmed'
    return mode !== 'A' && canBeConfirmed(machine) ? 'proposed' : 'judged'
  }
}

/** What holds of a whole review, by criterion; a verdict of a criterion that there no longer is stays as it is. */
export const holding = (
  verdicts: Readonly<Record<string, Verdict>>,
  acts: readonly Act[],
  catalogue: readonly { readonly data: Pick<CriterionData, 'id' | 'mode'> }[],
): Readonly<Record<string, Verdict>> => {
  const modes = new Map(catalogue.map(({ data }) => [data.id, data.mode]))
  return Object.fromEntries(
    Object.entries(verdicts).map(([id, machine]) => [
      id,
      standingOf({ id, mode: modes.get(id) ?? 'A' }, machine, acts).holds,
    ]),
  )
}
