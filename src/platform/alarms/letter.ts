import type { Words } from '../http/words.ts'
import type { Alarm, ToTell } from './store.ts'
import { alarmSaid } from './words.ts'

/** The mail in which an operator is told what is new and what is over: in her words, and in those of the doctor. */
export const alarmLetter = (
  say: Words,
  { raised, cleared }: ToTell,
): { readonly subject: string; readonly text: string } => ({
  subject: raised.length === 0 ? say('alarms.mail-subject-over') : say('alarms.mail-subject', { count: raised.length }),
  text: [
    ...list(say, say('alarms.mail-to-see'), raised),
    ...list(say, say('alarms.mail-over'), cleared),
    say('alarms.mail-how'),
    say('alarms.mail-once'),
    '',
  ].join('\n'),
})

const list = (say: Words, heading: string, alarms: readonly Alarm[]): readonly string[] =>
  alarms.length === 0 ? [] : [heading, ...alarms.map((alarm) => `- ${alarmSaid(say, alarm)}\n  (${alarm.says})`), '']
