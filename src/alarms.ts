import { alarmLetter, noteAlarms } from '#platform/alarms/index.ts'
import { readOperators } from '#platform/auth/operators-store.ts'
import { PROJECT_ROOT, type Config } from '#platform/config.ts'
import type { Database } from '#platform/db/index.ts'
import { readWords, STAFF_LANGUAGES, type StaffLanguage } from '#platform/http/words.ts'
import { queueMail } from '#platform/mail/index.ts'
import { readOperator } from '#modules/help-site/index.ts'
import { alarmsOf, findingsOf } from './findings.ts'
import { observe } from './observe.ts'

/** A little past each hour. */
export const ALARMS_AT = '7 * * * *'

/** Looks at everything and mails the operators what is new and what is over, each once, in their language. */
export const checkAlarms = async (db: Database, config: Config, now: Date): Promise<void> => {
  const addresses = readOperator(config.operatorFile)?.alarms ?? []
  // Whether the public site answers cannot be known here: it may be on another machine.
  const standing = alarmsOf(findingsOf({ ...(await observe(db, config, now)), site: undefined }))
  const words = readWords(PROJECT_ROOT)
  await db.transaction(async (tx) => {
    const people = await readOperators(tx)
    // An address of no person here is written to in Swedish.
    const languages = new Map<string, StaffLanguage>([
      ...addresses.map((email) => [email.toLowerCase(), 'sv'] as const),
      ...people.map(({ email, language }) => [email, language] as const),
    ])
    const news = await noteAlarms(tx, standing, { now, telling: languages.size > 0 })
    if (news.raised.length + news.cleared.length === 0) return
    for (const language of STAFF_LANGUAGES) {
      const to = [...languages].filter(([, one]) => one === language).map(([email]) => email)
      await queueMail(tx, { to, about: 'alarm', ...alarmLetter(words[language], news) })
    }
  })
}
