import type { SignedIn } from '#platform/auth/signed-in.ts'
import type { Queryable } from '#platform/db/index.ts'
import { needs } from '#platform/http/routes.ts'
import { get, page, type Answer, type StaffRoute, type Visit } from '#platform/http/staff-routes.ts'
import { tableFile } from '#platform/http/table-file.ts'
import { readOpenObjections, readProposals, type Proposal } from '../act-store.ts'
import { as, shownVerdict, type ReviewNeed, type ShownVerdict } from './need.ts'
import {
  confirmingPage,
  objectionsPage,
  objectionsTable,
  proposalsPage,
  proposalsTable,
  type Waiting,
} from './waiting-views.ts'

const RULES = needs('review.rule')

/** What waits for the agency: objections to answer, and proposals of the machine to confirm. */
export const waitingRoutes = (need: ReviewNeed): readonly StaffRoute[] => [
  get('/review/objections', RULES, async (visit, who) => objections(need, visit, who)),
  get('/review/proposals', RULES, async (visit, who) => proposals(need, visit, who)),
  get('/review/proposals/:criterion', RULES, async (visit, who) => confirming(need, visit, who)),
]

const allCodes = ({ reference }: ReviewNeed): readonly string[] => reference.municipalities.all.map(({ code }) => code)

const objections = async (need: ReviewNeed, visit: Visit, who: SignedIn): Promise<Answer> => {
  const rows = await as(need, who, async (tx) => readOpenObjections(tx, allCodes(need)))
  const names = { municipalities: need.reference.municipalities, catalogue: need.catalogue() }
  const file = await tableFile(objectionsTable(visit, names), rows, visit.query)
  const main = objectionsPage(visit, names, rows)
  return file ?? page({ title: visit.say('review.objections'), here: '/review', main })
}

/** What waits to be confirmed, of all criteria that a person confirms or of these alone. */
export const proposalsIn = async (
  tx: Queryable,
  need: ReviewNeed,
  criteria = need
    .catalogue()
    .filter(({ data }) => data.mode !== 'A')
    .map(({ data }) => data.id),
): Promise<readonly Proposal[]> => readProposals(tx, allCodes(need), criteria)

const proposals = async (need: ReviewNeed, visit: Visit, who: SignedIn): Promise<Answer> => {
  const waiting = await as(need, who, async (tx) => proposalsIn(tx, need))
  const rows = need.catalogue().flatMap((criterion): readonly Waiting[] => {
    const count = waiting.filter((one) => one.criterion === criterion.data.id).length
    return count === 0 ? [] : [{ criterion, count }]
  })
  const file = await tableFile(proposalsTable(visit), rows, visit.query)
  const main = proposalsPage(visit, rows)
  return file ?? page({ title: visit.say('review.proposals'), here: '/review', main })
}

/** As many as somebody reads before she wants to see that there are fewer. */
const AT_ONCE = 20

const confirming = async (need: ReviewNeed, visit: Visit, who: SignedIn): Promise<Answer> => {
  const criterion = need.catalogue().find(({ data }) => data.id === visit.params['criterion'] && data.mode !== 'A')
  if (criterion === undefined) return { kind: 'gone' }
  const { shown, waiting, done } = await as(need, who, async (tx) => {
    const all = await proposalsIn(tx, need, [criterion.data.id])
    const verdictOf = async (code: string): Promise<ShownVerdict | undefined> =>
      shownVerdict(tx, need, { params: { code, criterion: criterion.data.id } }, who)
    const some: ShownVerdict[] = []
    for (const { code } of all.slice(0, AT_ONCE)) {
      const verdict = await verdictOf(code)
      if (verdict !== undefined) some.push(verdict)
    }
    return { shown: some, waiting: all.length, done: await verdictOf(visit.query.get('of') ?? '') }
  })
  const main = confirmingPage(visit, criterion, shown, waiting, done)
  return page({ title: criterion.data.name[visit.language], here: '/review', main })
}
