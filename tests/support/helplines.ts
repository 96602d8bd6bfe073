import type { LocalDate } from '#kernel/dates.ts'
import type { Helpline } from '#modules/municipality/helplines/helpline.ts'

/** A public line that answers day and night; its number is one that Swedish authorities keep for fiction. */
export const aLine = (change: Partial<Helpline> = {}): Helpline => ({
  id: 'some-line',
  name: 'Någon att ringa',
  kind: 'public',
  mandatory: false,
  numbers: [{ e164: '+46313900650', display: '031-390 06 50', confidence: 'H' }],
  hours: { rule: '24/7', confidence: 'H' },
  cost: { is: 'free', confidence: 'H' },
  anonymity: { is: 'yes', confidence: 'H' },
  interpreter: { is: 'unknown', confidence: '?' },
  billVisibility: { is: 'unknown', confidence: '?' },
  worksOnlyInSweden: false,
  languages: ['sv'],
  audiences: { exposed: 1 },
  channels: ['voice'],
  source: { name: 'example.se' },
  sourceRead: '2026-11-23' as LocalDate,
  expiresAfterDays: 90,
  ...change,
})
