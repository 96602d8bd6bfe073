import assert from 'node:assert/strict'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import test, { type TestContext } from 'node:test'
import { PROJECT_ROOT } from '#platform/config.ts'
import { lookLeft } from './cruise.ts'

/** A house as small as one can be, judged by this project's own rules; gives what is said of it. */
const judged = async (
  t: TestContext,
  files: Readonly<Record<string, string>>,
  others: readonly string[] = [],
): Promise<readonly string[]> => {
  const root = mkdtempSync(join(tmpdir(), 'house-'))
  t.after(() => rmSync(root, { recursive: true }))
  for (const name of ['.dependency-cruiser.mjs', 'tsconfig.json', 'package.json'])
    cpSync(join(PROJECT_ROOT, name), join(root, name))
  symlinkSync(join(PROJECT_ROOT, 'node_modules'), join(root, 'node_modules'))
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  const all = [...Object.keys(files), ...others].map((path) => ({ path, text: '', executable: false }))
  return (await lookLeft(root, ['src'], all)).faults
}

test('a house that looks left is right, types included', async (t) => {
  const faults = await judged(t, {
    'src/kernel/dates.ts': 'export type LocalDate = string',
    'src/modules/municipality/index.ts': `import type { LocalDate } from '#kernel/dates.ts'\nexport type Hjo = LocalDate`,
    'src/modules/help-site/index.ts': `import type { Hjo } from '#modules/municipality/index.ts'\nexport type A = Hjo`,
  })
  assert.deepEqual(faults, [])
})

test('each look to the right, past an index or at what must not be known is told, also when only a type is taken', async (t) => {
  const faults = await judged(t, {
    'src/modules/municipality/index.ts': `import type { A } from '#modules/help-site/index.ts'\nexport type B = A`,
    'src/modules/municipality/store.ts': 'export type Row = string',
    'src/modules/help-site/index.ts': `import type { Row } from '#modules/municipality/store.ts'\nexport type A = Row`,
    'src/modules/help-site/views.ts': `import type { S } from '#platform/auth/index.ts'\nexport type V = S`,
    'src/modules/contact/person/write.ts': `import type { L } from '#platform/log/index.ts'\nexport type W = L`,
    'src/platform/auth/index.ts': 'export type S = string',
    'src/platform/log/index.ts': `import type { K } from '../../kernel/a.ts'\nexport type L = K`,
    'src/kernel/a.ts': `import type { S } from '#platform/auth/index.ts'\nexport type K = S`,
    'src/browser/leave.ts': `import { readFileSync } from 'node:fs'\nexport const a = readFileSync`,
    'src/app.ts': `import { a } from './gone.ts'\nexport const b = a`,
  })
  for (const rule of [
    'municipality does not know the modules to its right',
    'a module is entered through its index.ts',
    'the help site has no visitor',
    'the person’s pages cannot know or note who they are',
    'the kernel knows only itself',
    'browser code needs nothing of Node',
    'every import is there',
  ])
    assert.ok(
      faults.some((fault) => fault.endsWith(`: ${rule}`)),
      `${rule}\n${faults.join('\n')}`,
    )
})

test('a file that was not looked at is a fault: nothing is known of it', async (t) => {
  const faults = await judged(t, { 'src/kernel/dates.ts': 'export const a = 1' }, ['src/kernel/unseen.ts'])
  assert.deepEqual(faults, ['src/kernel/unseen.ts: not looked at, so nothing is known of what it imports'])
})
