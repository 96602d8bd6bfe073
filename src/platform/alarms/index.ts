/**
 * Alarms: what an operator must see to, told once when it comes and once when it is over. It must never tell the same
 * thing twice, for an alarm that comes every hour is read by nobody; and nothing of a person stands in one.
 */
export { noteAlarms, standingAlarms, type Alarm } from './store.ts'
export { alarmLetter } from './letter.ts'
