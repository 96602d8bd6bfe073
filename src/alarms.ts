import { noteAlarms, type Alarm, type ToTell } from '#platform/alarms/index.ts'
import type { Config } from '#platform/config.ts'
import type { Database } from '#platform/db/index.ts'
import { queueMail } from '#platform/mail/index.ts'
import { readOperator } from '#modules/help-site/index.ts'
import { alarmsOf, findingsOf } from './findings.ts'
import { observe } from './observe.ts'

/** A little past each hour. */
export const ALARMS_AT = '7 * * * *'

/** Looks at everything and mails the operators what is new and what is over, each once. */
export const checkAlarms = async (db: Database, config: Config, now: Date): Promise<void> => {
  const to = readOperator(config.operatorFile)?.alarms ?? []
  // Whether the public site answers cannot be known here: it may be on another machine.
  const standing = alarmsOf(findingsOf({ ...(await observe(db, config, now)), site: undefined }))
  await db.transaction(async (tx) => {
    const news = await noteAlarms(tx, standing, { now, telling: to.length > 0 })
    if (news.raised.length + news.cleared.length > 0) await queueMail(tx, { to, about: 'alarm', ...mailOf(news) })
  })
}

const mailOf = ({ raised, cleared }: ToTell): { readonly subject: string; readonly text: string } => ({
  subject: raised.length === 0 ? 'Räckhåll: seen to' : `Räckhåll: ${count(raised.length)} to see to`,
  text: [
    ...list('To see to:', raised),
    ...list('Seen to, no longer so:', cleared),
    'How everything stands: rackhall doctor, on the machine.',
    'You are told of each thing once, and once more when it is over.',
    '',
  ].join('\n'),
})

const count = (things: number): string => (things === 1 ? 'one thing' : `${things} things`)

const list = (heading: string, alarms: readonly Alarm[]): readonly string[] =>
  alarms.length === 0 ? [] : [heading, ...alarms.map(({ says }) => `- ${says}`), '']
