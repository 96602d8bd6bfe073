import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import type { AccessibilityResult } from '#modules/help-site/accessibility.ts'
import { keepAccessibilityResult, saysMore } from './accessibility-result.ts'

const CLEAN: AccessibilityResult = { date: '2026-11-24', tool: 'axe-core 4.14.1', pages: 540, findings: [] }
const FINDING = { page: 'child, sv, 320 pixels, light', rule: 'color-contrast', elements: 2 }

test('a result is replaced when it says something else, and not because a day has passed', () => {
  assert.ok(saysMore(CLEAN, undefined))
  assert.ok(!saysMore({ ...CLEAN, date: '2026-12-20' }, CLEAN))
  assert.ok(saysMore({ ...CLEAN, findings: [FINDING] }, CLEAN))
  assert.ok(saysMore(CLEAN, { ...CLEAN, findings: [FINDING] }))
  assert.ok(saysMore({ ...CLEAN, tool: 'axe-core 5.0.0' }, CLEAN))
})

test('a sample does not replace a run at full size, until that is more than thirty days old', () => {
  const sample = { ...CLEAN, pages: 135 }
  assert.ok(!saysMore({ ...sample, date: '2026-12-24' }, CLEAN))
  assert.ok(saysMore({ ...sample, date: '2026-12-25' }, CLEAN))
  assert.ok(saysMore(CLEAN, sample))
})

test('a run that looked at nothing leaves what is kept as it is', (t) => {
  const root = mkdtempSync(join(tmpdir(), 'result-'))
  t.after(() => rmSync(root, { recursive: true }))
  mkdirSync(join(root, 'data'))
  const kept = join(root, 'data', 'accessibility-result.json')
  writeFileSync(kept, JSON.stringify(CLEAN))
  keepAccessibilityResult(join(root, 'nothing.json'), root)
  assert.equal(readFileSync(kept, 'utf8'), JSON.stringify(CLEAN))
  writeFileSync(join(root, 'found.json'), JSON.stringify({ ...CLEAN, findings: [FINDING] }))
  keepAccessibilityResult(join(root, 'found.json'), root)
  assert.deepEqual(JSON.parse(readFileSync(kept, 'utf8')), { ...CLEAN, findings: [FINDING] })
})
