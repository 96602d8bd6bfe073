import { brotliCompressSync } from 'node:zlib'
import { readFileSync } from 'node:fs'
import { get } from 'node:http'
import { join } from 'node:path'
import { PROJECT_ROOT } from '#platform/config.ts'
import { AUDIENCES } from '#modules/help-site/audience.ts'
import { helpPath } from '#modules/help-site/address.ts'
import type { Figure } from './figure.ts'
import { dataFolder, startProgram } from './program.ts'

/** One first flight of TCP: ten segments. */
const FLIGHT = 14 * 1024
const SCRIPT_LIMIT = 5 * 1024
/** A municipality with a long name and a long list of neighbours in its county. */
const PLACE = '1497'

/** What a first view weighs: the heaviest audience page of each released language. */
export const measure = async (): Promise<readonly Figure[]> => {
  const data = dataFolder()
  const program = await startProgram(data.path)
  try {
    const figures: Figure[] = []
    for (const language of ['sv', 'sv-simple', 'en']) {
      const sizes = await Promise.all(
        AUDIENCES.map(async ({ id }) => ({ id, ...(await sizeOf(`${program.url}${helpPath(language, PLACE, id)}`)) })),
      )
      const heaviest = sizes.reduce((a, b) => (b.compressed > a.compressed ? b : a))
      figures.push({
        name: `First view, heaviest audience page, ${language} (${heaviest.id})`,
        value: `${heaviest.compressed} bytes compressed (${heaviest.plain} plain), 1 request, ${heaviest.thirdParties} third parties`,
        against: `≤ ${FLIGHT} bytes`,
        holds: heaviest.compressed <= FLIGHT && heaviest.thirdParties === 0,
        runs: `${sizes.length} pages`,
      })
    }
    const script = brotliCompressSync(readFileSync(join(PROJECT_ROOT, 'src/browser/built/leave.js'))).length
    figures.push({
      name: 'Script',
      value: `${script} bytes compressed`,
      against: `≤ ${SCRIPT_LIMIT} bytes`,
      holds: script <= SCRIPT_LIMIT,
      runs: '1',
    })
    return figures
  } finally {
    await program.stop()
    data.remove()
  }
}

type Size = { readonly compressed: number; readonly plain: number; readonly thirdParties: number }

const sizeOf = async (url: string): Promise<Size> => {
  const compressed = await lengthOf(url, 'br')
  const plain = await lengthOf(url, 'identity')
  // Anything a browser would fetch by itself: sources, style sheets, and addresses in style.
  const fetched = plain.text.match(
    /<(?:script|img|iframe|source|video|audio|embed|object)[^>]+(?:src|data)=|<link(?![^>]+href="data:)[^>]+href=|url\(/g,
  )
  return { compressed: compressed.bytes, plain: plain.bytes, thirdParties: fetched?.length ?? 0 }
}

/** Bytes as they come over the wire; `fetch` would unpack them. */
const lengthOf = async (url: string, encoding: string): Promise<{ bytes: number; text: string }> =>
  new Promise((resolve, reject) => {
    get(url, { headers: { 'Accept-Encoding': encoding } }, (response) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.on('end', () => {
        const whole = Buffer.concat(parts)
        resolve({ bytes: whole.length, text: encoding === 'identity' ? whole.toString('utf8') : '' })
      })
    }).on('error', reject)
  })
