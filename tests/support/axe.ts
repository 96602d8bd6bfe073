import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** axe-core as a page is given it. */
export const AXE = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8')
