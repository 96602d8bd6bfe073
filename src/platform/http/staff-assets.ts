import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { open } from './routes.ts'
import { get, type StaffRoute } from './staff-routes.ts'
import { readStyle } from './style.ts'

/** Style and script of the workplace, each under an address that changes with its contents. */
export type StaffAssets = {
  readonly style: { readonly path: string; readonly body: string }
  readonly script: { readonly path: string; readonly body: string }
}

export const readStaffAssets = (root: string): StaffAssets => {
  const style = readStyle(root, ...['forms', 'frame', 'workplace'].map((name) => `src/platform/http/${name}.css`))
  const script = readFileSync(join(root, 'src/browser/built/passkey.js'), 'utf8')
  return {
    style: { path: `/style-${mark(style)}.css`, body: style },
    script: { path: `/passkey-${mark(script)}.js`, body: script },
  }
}

const mark = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 12)

const NOTHING_OF_ANYONE = open('style and script are the same for all, and have nothing of anyone in them')
const PROBE = open('a balancer asks whether this process lives and can work; it is told yes or no')

/** What every staff server answers besides its pages. `ready`: whether the database answers. */
export const frameRoutes = ({ style, script }: StaffAssets, ready: () => Promise<boolean>): readonly StaffRoute[] => [
  get('/healthz', PROBE, async () => Promise.resolve({ kind: 'probe', ok: true })),
  get('/readyz', PROBE, async () => ({ kind: 'probe', ok: await ready() })),
  get('/:file{style-[0-9a-f]+\\.css}', NOTHING_OF_ANYONE, async ({ path }) =>
    Promise.resolve(
      path === style.path ? { kind: 'asset', type: 'text/css; charset=utf-8', body: style.body } : { kind: 'gone' },
    ),
  ),
  get('/:file{passkey-[0-9a-f]+\\.js}', NOTHING_OF_ANYONE, async ({ path }) =>
    Promise.resolve(
      path === script.path
        ? { kind: 'asset', type: 'text/javascript; charset=utf-8', body: script.body }
        : { kind: 'gone' },
    ),
  ),
]
