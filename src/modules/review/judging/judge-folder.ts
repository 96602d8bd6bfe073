import { documentTexts } from '../archive/document-texts.ts'
import { isFault, type ArchiveFault } from '../archive/fault.ts'
import { readVisit } from '../archive/read.ts'
import type { Catalogue } from '../criteria/catalogue.ts'
import { siteFactsOf } from '../facts/site-facts.ts'
import { endedWhole } from '../crawl/visit.ts'
import { judgeVisit, lineOf, type JudgedLine } from '../judge.ts'
import type { Known } from '../known.ts'
import type { DocumentReader } from '../pages/document-text.ts'

export type Rules = {
  readonly known: Known
  readonly catalogue: Catalogue
  readonly version: string
  readonly documents: DocumentReader
}

/** Judges the archive of a site, without any network. A damaged one is named, and nothing of it judged. */
export const judgeFolder = async (
  folder: string,
  { known, catalogue, version, documents }: Rules,
): Promise<JudgedLine | ArchiveFault> => {
  const read = await readVisit(folder)
  if (isFault(read)) return read
  const { visit, captures } = read
  if (!endedWhole(visit)) return lineOf({ ...visit, captures: captures.length }, version, undefined)
  const texts = await documentTexts(folder, captures, documents)
  const municipality = known.municipality(visit.code)
  const facts = siteFactsOf(read, { municipality, register: known.register, texts })
  return lineOf(visit, version, judgeVisit(facts, catalogue))
}
