import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { AxeFinding } from './browser-visit.ts'
import type { World } from './in-world.ts'

const RUN = `axe.run(document, {
    runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] },
    resultTypes: ['violations'], iframes: false, preload: false, elementRef: false,
  }).then(({ violations }) => violations.map(({ id, impact, nodes }) => ({
    rule: id, impact: impact ?? 'minor', places: nodes.length, selector: String(nodes[0]?.target.flat().join(' >>> ') ?? ''),
  })))`

let source: string | undefined

/** Puts axe-core into the world: well before it is run, since reading it takes a page longer than anything else. */
export const bringAxe = async (world: World): Promise<void> => {
  source ??= readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8')
  await world.evaluate(`${source};undefined`)
}

/** What axe-core finds against WCAG 2.1 A and AA (EN 301 549) in the shown page, frames of others apart. */
export const runAxe = async (world: World): Promise<readonly AxeFinding[]> => world.evaluate(RUN)
