import type { Helpline } from '#modules/municipality/index.ts'
import type { NationalLine } from './facts.ts'

/** The register of helplines as the criteria need it: those that have a number. */
export const nationalLines = (register: readonly Helpline[]): readonly NationalLine[] =>
  register.flatMap(({ id, name, numbers, audiences }) =>
    numbers.length === 0
      ? []
      : [{ id, name, numbers: numbers.map(({ e164 }) => e164), audiences: Object.keys(audiences) }],
  )
