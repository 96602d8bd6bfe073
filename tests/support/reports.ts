import type { LocalDate } from '#kernel/dates.ts'
import type { Act } from '#modules/review/act.ts'
import type { Catalogue } from '#modules/review/criteria/catalogue.ts'
import { criterionSchema, type CriterionData } from '#modules/review/criteria/criterion.ts'
import { cannotTell } from '#modules/review/criteria/judging.ts'
import type { Evidence, Verdict } from '#modules/review/criteria/verdict.ts'
import { wordsOf } from '#modules/review/criteria/words.ts'
import { publicReviews, type PublicReviews } from '#modules/review/public/public-reviews.ts'
import { reportOf, type Report, type Reviewed } from '#modules/review/report/report.ts'
import { readWords } from '#platform/http/words.ts'
import { PROJECT_ROOT } from '#platform/config.ts'
import { aVerdict } from './judged.ts'

const words = readWords(PROJECT_ROOT)
/** What a report is told in. */
export const TELLING = {
  sv: { say: words.sv, language: 'sv' as const },
  en: { say: words.en, language: 'en' as const },
}

const both = (sv: string, en: string): { readonly sv: string; readonly en: string } => ({ sv, en })

/** A made-up criterion: like those of data/criteria, and not to be mistaken for one of them. */
export const aCriterion = (change: Partial<CriterionData> & { readonly id: string }): Catalogue[number] => ({
  data: criterionSchema.parse({
    name: both(`Namnet ${change.id}`, `The name ${change.id}`),
    question: both('Står det där?', 'Is it there?'),
    why: both('Annars hittar hon det inte.', 'Otherwise she does not find it.'),
    source: ['S3'],
    weight: 3,
    star: false,
    mode: 'A',
    needs: [],
    effort: 1,
    fix: { ...both('Skriv dit det.', 'Write it there.'), paste: 'Ring 112.\nRing oss på «nummer».' },
    reasons: {
      met: both('Det står där.', 'It is there.'),
      partly: both('Det står {count} rader ner.', 'It is {count} lines down.'),
      'not-met': both('Det står inte där.', 'It is not there.'),
    },
    ...change,
  }),
  judge: () => cannotTell('not-met'),
  words: wordsOf({}),
})

export const CATALOGUE: Catalogue = [
  aCriterion({ id: 'F01', weight: 5, effort: 2, name: both('Egen sida om våld', 'Own page about violence') }),
  aCriterion({ id: 'F02', weight: 4, effort: 3 }),
  aCriterion({ id: 'K01', weight: 5, star: true, name: both('112 tydligt överst', '112 first') }),
  aCriterion({ id: 'K03' }),
  aCriterion({ id: 'K06', mode: 'B' }),
  aCriterion({ id: 'M04', weight: 4, name: both('Äldre', 'Older people') }),
  aCriterion({ id: 'M12', weight: 1 }),
]

export const SEEN: Evidence = {
  url: 'https://granback.example/stod/vald-i-nara-relationer',
  fetchedAt: '2026-11-25T23:30:00.000Z',
  excerpt: 'Är du utsatt? <b>#panic("x")</b>',
  selector: 'main p',
  screenshot: undefined,
}

export const VERDICTS: Readonly<Record<string, Verdict>> = {
  F01: aVerdict('met', { evidence: [SEEN] }),
  F02: aVerdict('partly', { values: { count: 7 } }),
  K01: aVerdict('not-met'),
  K03: aVerdict('not-met'),
  K06: aVerdict('partly', { values: { count: 2 }, evidence: [SEEN] }),
  M04: aVerdict('cannot-tell'),
  M12: aVerdict('not-applicable'),
}

/** A review of a made-up municipality that ended whole. */
export const reviewed = (change: Partial<Reviewed> = {}): Reviewed => ({
  code: '9001',
  site: 'https://granback.example',
  end: 'exhausted',
  about: undefined,
  visitedAt: new Date('2026-11-25T08:00:00Z'),
  pages: 41,
  requests: 60,
  verdicts: VERDICTS,
  round: { run: '2026-11-25-1', rules: 'a1b2c3' },
  acts: [],
  ...change,
})

export const aReport = (change: Partial<Reviewed> = {}, also: Partial<Parameters<typeof reportOf>[1]> = {}): Report =>
  reportOf(reviewed(change), {
    catalogue: CATALOGUE,
    name: 'Granbäck',
    before: undefined,
    quality: undefined,
    ...also,
  })

/** Something that the municipality, or the agency, has said of the review. */
export const said = <Kind extends Act['kind']>(
  id: number,
  act: { readonly kind: Kind } & Omit<Extract<Act, { kind: Kind }>, 'id' | 'at' | 'by' | 'organisation' | 'own'>,
  by = '',
): Act =>
  ({
    id,
    at: new Date('2026-11-27T10:00:00Z'),
    by,
    organisation: 'Granbäcks kommun',
    own: true,
    ...act,
  }) as unknown as Act

const NAMES: Readonly<Record<string, string>> = { '9001': 'Granbäck', '9002': 'Åbyhed', '9003': 'Aspvik' }

/** What is public: reviews of made-up municipalities, in the order they are given. */
export const someReviews = (...changes: readonly (Partial<Reviewed> & { readonly code: string })[]): PublicReviews =>
  publicReviews(
    changes.map((change) => ({ ...reviewed(change), releasedOn: '2026-11-20' as LocalDate })),
    { catalogue: () => CATALOGUE, words: () => words, quality: () => undefined, nameOf: (code) => NAMES[code] },
  )
