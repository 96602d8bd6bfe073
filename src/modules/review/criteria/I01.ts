import { met, notMet, partly } from './judging.ts'
import { forTheExposed, groupsSaid } from './groups.ts'
import type { Judge } from './criterion.ts'

const FORMS = [
  'physical',
  'psychological',
  'sexual',
  'economic',
  'digital',
  'material',
  'latent',
  'neglect',
  'honour',
] as const
/** Of nine forms, as many as are enough, and as are half as good (domain C4). */
const ENOUGH = 5
const HALF = 3

/** Forms of violence (våldets former). A form is explained by an example from life; its name alone is only named. */
export const I01: Judge = (site, words) => {
  const pages = forTheExposed(site)
  const shown = groupsSaid(
    pages,
    words,
    FORMS.map((form) => `${form}-shown`),
  )
  const explained = new Set(shown.map(({ group }) => group.replace('-shown', '')))
  const named = groupsSaid(
    pages,
    words,
    FORMS.filter((form) => !explained.has(form)),
  )
  const count = shown.length + named.length
  const evidence = [...shown, ...named].slice(0, ENOUGH).map((said) => said.evidence)
  if (count < HALF) return notMet('few', evidence)
  if (count < ENOUGH) return partly('some', evidence, { count })
  return shown.length >= HALF ? met('explained', evidence, { count }) : partly('only-named', evidence, { count })
}
