import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { startBrowser } from '#tests/support/browsers.ts'
import { at } from '#tests/support/journey.ts'
import { startElsewhere } from '#tests/support/elsewhere.ts'
import { fill, looked } from '#tests/support/looking.ts'
import { startProxy } from '#tests/support/mutating-proxy.ts'
import { operate, startStaffSite } from '#tests/support/staff-side.ts'
import { arrived, until } from '#tests/support/tab.ts'

/*
 * How it begins: whoever runs the installation makes a link at the machine, comes in by it with a passkey, sees what
 * needs her today, verifies a helpline, and the public page says so. Every later part goes on from here.
 */

const elsewhere = await startElsewhere()
after(() => elsewhere.close())
const site = await startStaffSite({ EXIT_URL: elsewhere.weather })
after(async () => void (await site.stop()))
const browser = await startBrowser('Chromium')
after(async () => browser.close())

test('the first operator comes in by a link, verifies a line, and the public page says so', async (t) => {
  const link = await operate(site, ['operator', 'invite', 'maria@example.se', '--name', 'Maria Ek'])
  assert.match(link, new RegExp(`^${site.staff}/invitation/[\\w-]{43}$`))
  const tab = await browser.open()
  await tab.holdPasskeys()

  await tab.go(`${link}?lang=sv`)
  await looked(tab, 'the invitation')
  await fill(tab, 'name', 'Jobbdatorn')
  await tab.click('[data-passkey] button')
  await at(tab, '/')
  assert.match(await tab.text(), /Maria Ek, Driften/)
  await looked(tab, 'what needs her today')

  // The link is used up, for her and for whoever finds it.
  await tab.go(link)
  assert.match(await tab.text(), /Länken är redan använd/)

  await tab.go(`${site.staff}/`)
  // By keyboard: past the frame at one press, and on to the first thing that needs her.
  await tab.press('Tab')
  assert.equal(await tab.evaluate('document.activeElement.className'), 'skip')
  await tab.press('Enter', 'Tab')
  assert.equal(await tab.evaluate('document.activeElement.closest(".due") !== null'), true)
  await tab.press('Enter')
  await at(tab, '/helplines')
  await looked(tab, 'the register')
  await tab.click('a[href="/helplines/kvinnofridslinjen"]')
  await at(tab, '/helplines/kvinnofridslinjen')
  await looked(tab, 'a line')

  await fill(tab, 'by', ' ')
  await tab.click('main form button')
  await until('the form to come back', async () => (await tab.text()).includes('Det här behöver rättas'))
  await looked(tab, 'a form that came back')
  await tab.click('.errors a')
  assert.equal(await tab.evaluate('document.activeElement.id'), 'by')
  await fill(tab, 'by', 'Maria Ek')
  await tab.click('main form button')
  await at(tab, '/helplines')
  assert.match(await tab.text(), /Kvinnofridslinjen är noterad som kontrollerad \d{4}-\d\d-\d\d av Maria Ek/)

  const shown = async (): Promise<boolean> =>
    /Kontrollerad \d{4}-\d\d-\d\d/.test(await (await fetch(`${site.url}/s/0000`)).text())
  await until('the public page to say that the line is verified', shown)
  await tab.click('.done button')
  await at(tab, '/helplines/kvinnofridslinjen')
  assert.match(await tab.text(), /Ingen har ringt linjen än/)
  await until('the public page to take it back', async () => !(await shown()))

  await tab.go(`${site.staff}/me`)
  assert.match(await tab.text(), /Jobbdatorn/)
  await looked(tab, 'her keys and sessions')
  await tab.go(`${site.staff}/people`)
  await looked(tab, 'her colleagues')
  await fill(tab, 'name', 'Bo Berg')
  await tab.click('form[action="/people"] button')
  await until('the invitation to come back', async () => (await tab.text()).includes('Det här behöver rättas'))
  await looked(tab, 'an invitation that came back')
  await fill(tab, 'email', 'bo@example.se')
  await tab.click('form[action="/people"] button')
  await until('the link for Bo', async () => (await tab.text()).includes('/invitation/'))
  await looked(tab, 'a link to hand over')
  await tab.go(`${site.staff}/alarms`)
  await looked(tab, 'the alarms')

  await tab.click('footer form[action="/sign-out"] button')
  await at(tab, '/sign-in')
  await looked(tab, 'signing in')
  await tab.go(`${site.staff}/helplines`)
  await at(tab, '/sign-in')
  await tab.click('[data-passkey] button')
  await at(tab, '/helplines')

  // The public site is another place: it is sent no cookie, and leaving there signs nobody out here.
  const heard = await startProxy(site.url)
  t.after(async () => heard.close())
  await tab.go(`${heard.url}/s/0000`)
  await tab.click('#exit button')
  await arrived(tab, (address) => address.startsWith(elsewhere.weather), 'the weather')
  assert.ok(heard.requests.some(({ path }) => path === '/s/0000'))
  assert.deepEqual(
    heard.requests.filter(({ headers }) => headers.cookie !== undefined),
    [],
  )
  await tab.go(`${site.staff}/`)
  assert.match(await tab.text(), /Maria Ek, Driften/)
})
