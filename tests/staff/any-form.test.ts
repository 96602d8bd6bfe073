import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { Role } from '#platform/auth/roles.ts'
import { formOn } from '#tests/support/filling.ts'
import { furnishedWorkplace } from '#tests/support/furnished-workplace.ts'
import type { Desk } from '#tests/support/staff-http.ts'
import { staffPages } from '#tests/support/staff-pages.ts'

/*
 * Whatever stands in a form: it is taken, or it comes back with a sentence, and nothing breaks. Every form of every
 * staff page is sent with each of its fields, one at a time and all at once, as nobody should write them.
 */

const JUNK: Readonly<Record<string, string>> = {
  nothing: '',
  'a character that no text of the database can hold': 'a\u0000b',
  'half a character': '\uD83D',
  'far too much': 'å'.repeat(5000),
  'lines and quotes': `"'<b>\n\r\t\u202E`,
  'a number beyond all': '99999999999999999999999',
  'a number below': '-1',
  'no day': '2026-02-31',
  'no address': 'javascript:alert(1)//@',
}

const FULL = process.env['RACKHALL_TEST_FULL'] === '1'
const KINDS = Object.keys(JUNK).length

const workplace = await furnishedWorkplace({ after })

const ACTIONS = /<form method="post" action="([^"]+)"/g
/** Ends the session that the rest is sent with. */
const GOES_AWAY = /^\/(?:sign-out|workplace|me\/sessions\/end)$/

test('whatever stands in a form, nothing breaks, and the sentence of a broken page is never seen', async (t) => {
  if (!FULL) t.diagnostic(`sampled: one of ${KINDS} kinds of junk in each field; all kinds in all fields at once`)
  const desks = new Map<Role, Desk>()
  const deskOf = async (role: Role): Promise<Desk> => {
    const desk = desks.get(role) ?? (await workplace.people[role].desk('steady'))
    desks.set(role, desk)
    return desk
  }
  const wrong: string[] = []
  const sent = new Set<string>()
  for (const { role, address } of staffPages(workplace)) {
    const desk = role === undefined ? workplace.site.stranger('127.0.0.9') : await deskOf(role)
    const { html } = await desk.get(address)
    for (const [, action = ''] of html.matchAll(ACTIONS)) {
      if (GOES_AWAY.test(action) || sent.has(action)) continue
      sent.add(action)
      const form = formOn(html, action)
      const fields = [...new Set(form.keys())]
      for (const [place, [what, junk]] of Object.entries(JUNK).entries()) {
        // In a short run each field has one of them, which turns from field to field.
        const those = fields.filter((_, turn) => FULL || (turn + sent.size) % KINDS === place)
        const each = those.map((name) => {
          const one = new URLSearchParams(form)
          one.set(name, junk)
          return one
        })
        for (const given of [new URLSearchParams(fields.map((name) => [name, junk])), ...each]) {
          const { status } = await desk.post(action, given).catch(() => ({ status: 599 }))
          if (status >= 500) wrong.push(`${action} with ${what}: ${given.toString().slice(0, 200)}`)
        }
      }
    }
  }
  assert.ok(sent.size > 40, `${sent.size} forms were found`)
  assert.deepEqual(wrong, [])
})
