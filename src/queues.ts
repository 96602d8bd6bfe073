/** What a worker can be kept to: what is done at night, mail, alarms, the visits that a review has ordered. */
export const QUEUES = ['nightly', 'mail', 'alarms', 'review'] as const
export type Queue = (typeof QUEUES)[number]
