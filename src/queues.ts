/** What a worker can be kept to: what is done at night, mail, alarms. */
export const QUEUES = ['nightly', 'mail', 'alarms'] as const
export type Queue = (typeof QUEUES)[number]
