import { brotliCompressSync } from 'node:zlib'
import { PROJECT_ROOT } from '#platform/config.ts'
import { readStaffAssets } from '#platform/http/staff-assets.ts'
import { stopTestServer } from '#tests/support/database.ts'
import { furnishedWorkplace } from '#tests/support/furnished-workplace.ts'
import { staffPages } from '#tests/support/staff-pages.ts'
import type { Figure } from './figure.ts'

const LIMIT = 40 * 1024

/** What a page of the workplace weighs the first time, with its style and script: the heaviest of every room's. */
export const measure = async (): Promise<readonly Figure[]> => {
  const ends: (() => Promise<void>)[] = []
  try {
    const workplace = await furnishedWorkplace({ after: (clean) => void ends.push(clean) })
    const { style, script } = readStaffAssets(PROJECT_ROOT)
    const besides = brotliCompressSync(style.body).length + brotliCompressSync(script.body).length
    const sizes = []
    for (const { role, address } of staffPages(workplace)) {
      const desk = role === undefined ? workplace.site.stranger() : await workplace.people[role].desk()
      sizes.push({ address, bytes: brotliCompressSync((await desk.get(address)).html).length + besides })
    }
    const heaviest = sizes.reduce((a, b) => (b.bytes > a.bytes ? b : a))
    return [
      {
        name: `Staff page, the heaviest with style and script (${heaviest.address})`,
        value: `${heaviest.bytes} bytes compressed, of which style and script ${besides}`,
        against: `≤ ${LIMIT} bytes`,
        holds: heaviest.bytes <= LIMIT,
        runs: `${sizes.length} pages`,
      },
    ]
  } finally {
    for (const clean of ends.toReversed()) await clean()
    await stopTestServer()
  }
}
