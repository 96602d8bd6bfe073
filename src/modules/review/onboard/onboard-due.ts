import { asOrganisation } from '#platform/auth/acting.ts'
import { may } from '#platform/auth/roles.ts'
import type { DueFor } from '#platform/http/due.ts'
import type { Words } from '#platform/http/words.ts'
import { displayOf, ownMunicipality } from '#modules/municipality/index.ts'
import { WHOLE_ENDS } from '../crawl/visit.ts'
import type { Difference } from './differences.ts'
import type { OnboardNeed } from './onboard-routes.ts'
import { newestProposal, readDiffering } from './proposal-store.ts'

const TO = '/page/from-site'

const said = (say: Words, differences: readonly Difference[]): string =>
  differences
    .map(({ kind, e164 }) =>
      say(kind === 'on-the-site-alone' ? 'onboard.differs-site' : 'onboard.differs-page', { number: displayOf(e164) }),
    )
    .join(', ')

/**
 * What a reading of a municipality's own site asks of people: of the municipality to say which lines are right, and, where
 * a confirmed number differs from its site, to mend one of the two; the latter also of those who support it.
 */
export const onboardDue =
  (need: Pick<OnboardNeed, 'db' | 'reference'>): DueFor =>
  async ({ say }, who) => {
    if (may(who.acting, 'contacts.edit'))
      return asOrganisation(need.db, who.acting, async (tx) => {
        const place = await ownMunicipality(tx, need, who)
        if (place === undefined) return []
        const proposal = await newestProposal(tx, place.code)
        if (proposal?.ended === undefined || !WHOLE_ENDS.has(proposal.ended.end)) return []
        if (proposal.confirmed === undefined && proposal.lines.length > 0)
          return [
            { what: say('onboard.due'), why: say('onboard.due-why', { site: proposal.site }), to: TO, late: false },
          ]
        const [differing] = await readDiffering(tx, [place.code], { supported: false })
        if (differing === undefined) return []
        const numbers = said(say, differing.differences)
        return [{ what: say('onboard.differs'), why: say('onboard.differs-why', { numbers }), to: TO, late: true }]
      })
    if (!may(who.acting, 'support.note')) return []
    const { municipalities } = need.reference
    const codes = municipalities.all.map(({ code }) => code)
    const differing = await asOrganisation(need.db, who.acting, async (tx) =>
      readDiffering(tx, codes, { supported: true }),
    )
    return differing.map(({ code, differences }) => ({
      what: say('onboard.differs-place', { place: municipalities.get(code)?.name ?? code }),
      why: say('onboard.differs-why', { numbers: said(say, differences) }),
      to: `/overview/${code}`,
      late: false,
    }))
  }
