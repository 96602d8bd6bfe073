import type { VisitRead } from '../archive/site-archive.ts'
import { siteFactsOf } from '../facts/site-facts.ts'
import type { Known } from '../known.ts'
import { prefill } from './prefill.ts'
import type { ProposedLine } from './proposal.ts'

/** What a visit that ended whole proposes for a municipality's help page. Its documents are not read. */
export const proposedOf = (read: VisitRead, code: string, { municipality, register }: Known): readonly ProposedLine[] =>
  prefill(siteFactsOf(read, { municipality: municipality(code), register, texts: new Map() }))
