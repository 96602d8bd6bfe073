import type { Visit } from '#platform/http/staff-routes.ts'
import type { Finding } from './findings.ts'
import type { Shown } from './reach.ts'
import { clock, nameOf } from './said.ts'

/** What must be seen to, as a sentence. */
export const findingSaid = (visit: Visit, { municipalities, all, own }: Shown, finding: Finding): string => {
  const { say } = visit
  switch (finding.kind) {
    case 'gap': {
      const members = own.find(({ name }) => name === finding.reception)?.members ?? []
      const planned = finding.planned.map((id) => members.find((member) => member.id === id)?.name ?? id).join(', ')
      return say('receptions.gap', { from: clock(visit, finding.from), to: clock(visit, finding.to), planned })
    }
    case 'missing-decision': {
      const decision = say(`receptions.decision-${finding.decision}`)
      return say('receptions.missing', { place: nameOf(municipalities, finding.municipality), decision })
    }
    case 'one-member': {
      const { advice } = finding
      const introducer =
        advice.kind === 'none' ? undefined : municipalities.counties.find(({ code }) => code === advice.introducer)
      return say('receptions.one-member', { county: introducer?.name ?? '' })
    }
    case 'rota-ends':
      return say('receptions.rota-ends', { on: finding.on })
    case 'nobody-ahead':
      return say('receptions.nobody')
    case 'nobody-instead': {
      const to = all.find(({ name }) => name === finding.to)?.title ?? finding.to
      return say('receptions.nobody-instead', { place: nameOf(municipalities, finding.municipality), to })
    }
  }
}
