import type { Page } from '../pages/page.ts'
import type { Numbered } from './number-place.ts'

export const hoursBeside = (_page: Page, _numbered: Numbered, _block: number, _index: number): string | undefined =>
  undefined
