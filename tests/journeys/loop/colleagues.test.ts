import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { startBrowser } from '#tests/support/browsers.ts'
import { anIdentityProvider, CLIENT_ID, CLIENT_SECRET } from '#tests/support/identity-provider.ts'
import { at } from '#tests/support/journey.ts'
import { fill } from '#tests/support/looking.ts'
import { operate, startStaffSite } from '#tests/support/staff-side.ts'
import { until } from '#tests/support/tab.ts'

/*
 * A municipality with its own sign-in: its lead comes in by a link and that sign-in, invites a colleague, and ends his
 * access again. All of it without script.
 */

const site = await startStaffSite()
after(async () => void (await site.stop()))
const provider = await anIdentityProvider(`${site.staff}/sign-in/callback`)
after(async () => provider.close())
const browser = await startBrowser('Chromium', { script: false })
const otherBrowser = await startBrowser('Chromium', { script: false })
after(async () => Promise.all([browser.close(), otherBrowser.close()]))

test('a lead comes in by her municipality’s sign-in, invites a colleague and ends his access, without script', async () => {
  const [people, secret] = [join(site.data, 'people.csv'), join(site.data, 'secret')]
  const eva = 'municipality,1438,,,Eva Ek,eva@example.se,municipality.lead'
  writeFileSync(people, `kind,code,organisation,serves,name,email,roles\n${eva}\n`)
  writeFileSync(secret, CLIENT_SECRET)
  await operate(site, ['organisation', 'import', people])
  const ours = ['--issuer', provider.issuer, '--client-id', CLIENT_ID, '--secret-file', secret]
  const told = await operate(site, ['oidc', 'set', '1438', ...ours])
  assert.match(told, new RegExp(`${site.staff}/sign-in/callback`))
  const link = await operate(site, ['operator', 'link', 'eva@example.se'])

  const tab = await browser.open()
  provider.is('eva')
  await tab.go(`${site.staff}/sign-in?lang=sv`)
  await tab.click('main a[href^="/sign-in/with/"]')
  await until('the answer for who is not invited yet', async () =>
    /inte inbjuden hit än|not invited here yet/.test(await tab.text()),
  )
  await tab.go(`${link}?lang=sv`)
  assert.match(await tab.text(), /Passkeys behöver JavaScript/)
  await tab.click('main a[href^="/sign-in/with/"]')
  await at(tab, '/')
  assert.match(await tab.text(), /Eva Ek, Dals-Eds kommun/)

  await tab.go(`${site.staff}/people`)
  await fill(tab, 'name', 'Bo Berg')
  await fill(tab, 'email', 'eva@example.se')
  await tab.click('form[action="/people"] button')
  await until('a role to be asked for', async () => (await tab.text()).includes('Välj en roll ur listan'))
  await tab.evaluate(`document.getElementById('role').value = 'municipality.editor'`)
  await tab.click('form[action="/people"] button')
  await until('the address that is taken', async () => (await tab.text()).includes('Adressen står redan i listan'))
  assert.equal(await tab.evaluate(`document.getElementById('name').value`), 'Bo Berg')
  await fill(tab, 'email', 'bo@example.se')
  await tab.click('form[action="/people"] button')
  const handed = await until('the link for Bo', async () =>
    tab.evaluate<string>(`document.querySelector('.token')?.textContent`),
  )
  assert.match(await operate(site, ['mail', 'list']), /bo@example\.se/)
  await tab.go(`${site.staff}/people?show=waiting`)
  assert.match(await tab.text(), /Bo Berg.*Inbjuden, länken gäller till/s)

  const his = await otherBrowser.open()
  provider.is('bo')
  await his.go(handed)
  await his.click('main a[href^="/sign-in/with/"]')
  await at(his, '/')
  await his.go(`${site.staff}/people?lang=sv`)
  assert.match(await his.text(), /Eva Ek/)
  assert.equal(await his.evaluate(`document.querySelector('main form') === null`), true)
  await his.go(`${site.staff}/helplines`)
  assert.match(await his.text(), /Det ingår inte i din roll/)

  await tab.go(`${site.staff}/people`)
  await tab.click('form[action$="/end"] button')
  await until('his access to have ended', async () => (await tab.text()).includes('Åtkomsten är avslutad'))
  await his.go(`${site.staff}/people`)
  await at(his, '/sign-in')
  await his.click('main a[href^="/sign-in/with/"]')
  await until('why he is not let in', async () => /inte längre medarbetare|no longer work/.test(await his.text()))
})
