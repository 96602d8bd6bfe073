import { z } from 'zod'
import type { SiteFacts } from '../facts/facts.ts'
import type { Verdict } from './verdict.ts'
import type { Words } from './words.ts'

export const AREAS = ['F', 'K', 'B', 'I', 'M', 'T', 'D'] as const
export type Area = (typeof AREAS)[number]

const sentence = z.string('expected a text').trim().min(1, 'expected a text, found nothing')
const both = z.strictObject({ sv: sentence, en: sentence }, 'expected {sv: …, en: …}').readonly()

/** A criterion (kriterium) as `data/criteria/<id>.yaml` says it. */
export const criterionSchema = z
  .strictObject({
    id: z.string('expected an id').regex(/^[FKBIMTD]\d\d$/, 'expected a letter and two digits, such as F01'),
    name: both,
    /** What is asked of the site, as a question that yes or no answers. */
    question: both,
    why: both,
    /** Where the demand comes from, as docs/sources.md names it. */
    source: z.array(sentence, 'expected a list of sources').min(1, 'expected a source at least').readonly(),
    weight: z.int().min(1, 'expected 1 to 5').max(5, 'expected 1 to 5'),
    /** Not met, it caps the label of the whole site. */
    star: z.boolean('expected true or false'),
    /** A: judged by the machine. B: proposed by it, confirmed by a person. C: judged by a person, from what it collected. */
    mode: z.enum(['A', 'B', 'C'], 'expected A, B or C'),
    /** What it cannot be judged without, besides the pages. */
    needs: z.array(z.enum(['browser', 'search', 'probes'])).readonly(),
    /** How much work the fix is: 1 a sentence, 2 a page, 3 somebody must decide or build something. */
    effort: z.union([z.literal(1), z.literal(2), z.literal(3)], 'expected 1, 2 or 3'),
    /** What to do, and the text to paste; the text is Swedish whatever language the report is in. */
    fix: z
      .strictObject({ sv: sentence, en: sentence, paste: sentence.optional() }, 'expected {sv: …, en: …}')
      .readonly(),
    /** Every reason a verdict may give, by its id; {values} are put in. */
    reasons: z.record(z.string(), both).readonly(),
    /** Lists of words, by name: see criteria/words.ts for how they are written. */
    words: z.record(z.string(), z.array(sentence).min(1, 'expected a word at least').readonly()).readonly().default({}),
  })
  .readonly()

export type CriterionData = z.infer<typeof criterionSchema>

/** Judges a site by one criterion. Pure; never throws for what a site may hold. `words` are the criterion's own lists. */
export type Judge = (site: SiteFacts, words: Words) => Verdict
