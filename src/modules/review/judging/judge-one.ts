import type { LocalDate } from '#kernel/dates.ts'
import type { ArchiveFault } from '../archive/fault.ts'
import { isFault } from '../archive/fault.ts'
import { loadCatalogue } from '../criteria/catalogue.ts'
import type { VerdictKind } from '../criteria/verdict.ts'
import type { VisitEnd } from '../crawl/visit.ts'
import { loadKnown } from '../known.ts'
import { openDocumentReader } from '../pages/document-text.ts'
import { judgeFolder } from './judge-folder.ts'

export type JudgeSettings = {
  /** The folder of the project, with its registers and criteria. */
  readonly root: string
  /** The day of the run: the registers are read as they hold then. */
  readonly day: LocalDate
  readonly rules: string
}

/** What came of the archive of one site. */
export type Judged =
  | {
      readonly kind: 'judged'
      /** The line of verdicts.jsonl, without its end. */
      readonly line: string
      readonly end: VisitEnd | undefined
      /** By criterion; nothing for a visit that did not end whole. */
      readonly verdicts: Readonly<Record<string, VerdictKind>> | undefined
    }
  | { readonly kind: 'damaged'; readonly fault: ArchiveFault }
  /** A fault of this program. */
  | { readonly kind: 'failed'; readonly folder: string; readonly why: string }

export type JudgeOne = {
  /** Never rejects. */
  judge(folder: string): Promise<Judged>
  close(): Promise<void>
}

/** Reads the registers and the criteria once, for all the sites that are then judged. */
export const openJudge = ({ root, day, rules }: JudgeSettings): JudgeOne => {
  const catalogue = loadCatalogue(root)
  const known = loadKnown(root, day)
  const documents = openDocumentReader()
  const judged = async (folder: string): Promise<Judged> => {
    const found = await judgeFolder(folder, { known, catalogue, version: rules, documents })
    if (isFault(found)) return { kind: 'damaged', fault: found }
    const { verdicts, end } = found
    const kinds =
      verdicts === undefined
        ? undefined
        : Object.fromEntries(Object.entries(verdicts).map(([id, { kind }]) => [id, kind]))
    return { kind: 'judged', line: JSON.stringify(found), end, verdicts: kinds }
  }
  return {
    judge: (folder) => judged(folder).catch((error: unknown) => ({ kind: 'failed', folder, why: whyOf(error) })),
    close: () => documents.close(),
  }
}

const whyOf = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error))
