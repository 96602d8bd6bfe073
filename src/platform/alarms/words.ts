import type { Words } from '../http/words.ts'
import type { Alarm } from './store.ts'

/** The kinds of alarm that have words of their own (`alarm.…`); another version's are told as the doctor says them. */
export const NAMED_ALARMS: ReadonlySet<string> = new Set([
  'audit',
  'backup',
  'clock',
  'disk',
  'faults',
  'helplines',
  'languages',
  'local-help',
  'mail',
  'reception',
  'reception-silent',
  'unreadable',
  'unreadable-reception',
])

/** An alarm in somebody's language. What comes behind the colon of its key says of which thing it is. */
export const alarmSaid = (say: Words, { key, says }: Alarm): string => {
  const colon = key.indexOf(':')
  const kind = colon < 0 ? key : key.slice(0, colon)
  return NAMED_ALARMS.has(kind) ? say(`alarm.${kind}`, { what: key.slice(kind.length + 1) }) : says
}
