import { parseCsv } from '#kernel/csv.ts'
import type { Parsed, Problem } from '#kernel/document.ts'
import { siteOf } from '../site.ts'

/** A site to visit: its address, and the label it goes by, as a rule a municipality's code. */
export type SiteGiven = { readonly code: string; readonly url: string }

const LONGEST_LABEL = 80

/**
 * Reads a list of sites: a CSV file with the header `code,url`. The code is a label and may be anything; what it says is
 * looked up in the register later, when it is there. Returns every fault with its line and field, the same site twice
 * among them: it would be asked twice as often as it may.
 */
export const readSites = (text: string, file: string): Parsed<readonly SiteGiven[]> => {
  const table = parseCsv(text, ['code', 'url'], file)
  if (!table.ok) return table
  if (table.value.length === 0) {
    return { ok: false, problems: [{ file, line: 0, field: '', expected: 'expected a site at least, found none' }] }
  }
  const problems: Problem[] = []
  const first = new Map<string, number>()
  const sites = table.value.flatMap(({ line, cells: { code, url } }): SiteGiven[] => {
    const fault = (field: string, expected: string): void => void problems.push({ file, line, field, expected })
    if (code === '') fault('code', 'expected a label, found nothing')
    if (code.length > LONGEST_LABEL) fault('code', `expected a label of at most ${LONGEST_LABEL} characters`)
    const site = siteOf(url)
    if (site === undefined) {
      fault('url', `expected an address such as https://www.exempel.se, found ${url === '' ? 'nothing' : `"${url}"`}`)
      return []
    }
    const before = first.get(site.key)
    if (before !== undefined) fault('url', `${url} is the same site as on line ${before}`)
    else first.set(site.key, line)
    return [{ code, url }]
  })
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: sites }
}
