import { about } from './about.ts'
import { days } from './days.ts'
import { decisions } from './decisions.ts'
import { doors } from './doors.ts'
import { members } from './members.ts'
import { onCall } from './on-call.ts'
import type { Section } from './section.ts'
import { week } from './week.ts'

/** Every part of a reception that is changed by itself, in the order of its page; decisions are each municipality's own. */
export const SECTIONS: readonly Section[] = [about, members, week, days, onCall, doors]

/** A section's address on the staff side. */
export const sectionAddress = (name: string, section: Section, municipality: string): string =>
  `/receptions/${name}/${section.name}${section === decisions ? `/${municipality}` : ''}`
