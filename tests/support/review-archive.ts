import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import type { Capture } from '#modules/review/crawl/capture.ts'
import type { Visit } from '#modules/review/crawl/visit.ts'

/** A folder for archives that goes with the test. */
export const anArchiveFolder = (t: TestContext): string => {
  const folder = mkdtempSync(join(tmpdir(), 'review-archive-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

export const aCapture = (
  parts: Partial<Omit<Capture, 'body'>> & { readonly body?: Uint8Array | string } = {},
): Capture => ({
  url: 'https://granback.example/',
  askedAt: '2026-11-25T04:20:31.125Z',
  purpose: 'page',
  method: 'GET',
  status: 200,
  headers: { 'content-type': 'text/html; charset=utf-8' },
  ...parts,
  body: Buffer.from(parts.body ?? '<!doctype html><title>Granbäck</title><h1>Välkommen</h1>'),
})

export const aVisit = (parts: Partial<Visit> = {}): Visit => ({
  site: 'https://granback.example',
  code: '9001',
  run: '2026-11-25-1',
  begunAt: '2026-11-25T04:20:30.000Z',
  endedAt: '2026-11-25T04:21:30.000Z',
  end: 'exhausted',
  about: undefined,
  browser: 'never',
  delayMs: 1000,
  pageLimit: 200,
  captures: 0,
  ...parts,
})
