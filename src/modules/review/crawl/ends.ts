import type { Visit, VisitEnd } from './visit.ts'

/** What each end means, as one sentence; `about` is what the visit has to say of it. */
const SENTENCES: Readonly<Record<VisitEnd, (about: string) => string>> = {
  settled: () => 'Everything that had to be found out was found out.',
  exhausted: () => 'Every page worth asking for was asked for.',
  'page-limit': () => 'As many pages as may be asked for were asked for.',
  stopped: () => 'Stopped; it goes on when it is started again.',
  'time-limit': () => 'It took longer than a visit may take.',
  'unknown-host': () => 'There is no such host.',
  unreachable: (about) => `The server gave no answer that can be used${about === '' ? '' : ` (${about})`}.`,
  certificate: () => 'Its certificate does not hold.',
  'private-address': () => 'It leads to an address that is nobody’s public website.',
  'refused-by-robots': () => 'Its robots.txt does not let us in.',
  busy: (about) => `It asked not to be asked just now, again and again (${about}).`,
  forbidden: (about) => `It does not let us in (${about}).`,
  login: () => 'Only those who sign in come in.',
  parked: () => 'The domain is parked: nobody’s website answers there.',
  moved: (about) => `It has moved to ${about}.`,
  'another-municipality': (about) => `It leads to the website of another municipality, ${about}.`,
  'no-page': (about) => `There is no page at its start (${about}).`,
  'invalid-address': () => 'The address is none of a website.',
  fault: (about) => `This program broke down: ${about}`,
}

/** Why a visit ended, in a sentence; empty while it goes on. */
export const sentenceOfEnd = ({ end, about }: Pick<Visit, 'end' | 'about'>): string =>
  end === undefined ? '' : SENTENCES[end](about ?? '')
