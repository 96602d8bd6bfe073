import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { stockholm } from '#kernel/dates.ts'
import { startBrowser, type Browser, type Tab } from '#tests/support/browsers.ts'
import {
  anIdentityProvider,
  CLIENT_ID,
  CLIENT_SECRET,
  type IdentityProvider,
} from '#tests/support/identity-provider.ts'
import { at } from '#tests/support/journey.ts'
import { fill } from '#tests/support/looking.ts'
import { operate, startStaffSite, type StaffSite } from '#tests/support/staff-side.ts'
import { until } from '#tests/support/tab.ts'

/*
 * The loop begins: the operator brings in the agency, the agency a county, the county three small municipalities. One
 * signs in by passkey and one by its own sign-in; one confirms its numbers, looks at its page and publishes it; the three
 * share a reception, whose real next reading time stands on all three public pages. Every later part goes on from here.
 * Numbers are those the authorities keep for fiction.
 */

const ED = { code: '1438', lead: 'Eva Ek', email: 'eva@example.se', place: 'Dals-Ed' }
const FARGELANDA = { code: '1439', lead: 'Bo Berg', email: 'bo@example.se', place: 'Färgelanda' }
const BENGTSFORS = { code: '1460', lead: 'Siv Sten', email: 'siv@example.se', place: 'Bengtsfors' }
const THREE = [ED, FARGELANDA, BENGTSFORS]

const DECISIONS = ['service-without-assessment', 'documentation-exceptions', 'retention', 'dpia', 'processor-agreement']
const DAYS = ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su']

const setField = async (tab: Tab, id: string, value: string): Promise<void> => {
  const there = await tab.evaluate<boolean>(
    `(() => { const field = document.getElementById(${JSON.stringify(id)}); if (field === null) return false; field.value = ${JSON.stringify(value)}; return field.value === ${JSON.stringify(value)} })()`,
  )
  assert.ok(there, `the field ${id} takes ${value} on ${await tab.address()}:\n${await tab.text()}`)
}

const tick = async (tab: Tab, name: string, value: string): Promise<void> => {
  const there = await tab.evaluate<boolean>(
    `(() => { const box = document.querySelector('input[name="${name}"][value="${value}"]'); if (box === null) return false; box.checked = true; return true })()`,
  )
  assert.ok(there, `the choice ${value} of ${name}:\n${await tab.text()}`)
}

const send = async (tab: Tab, action: string): Promise<void> =>
  tab.click(`main form[action="${action}"] button:not([name]):not(.skip)`)

const has = async (tab: Tab, selector: string): Promise<boolean> =>
  tab.evaluate(`document.querySelector(${JSON.stringify(selector)}) !== null`)

const says = async (tab: Tab, pattern: RegExp): Promise<void> => {
  let text = ''
  try {
    await until(`${String(pattern)} on the page`, async () => {
      text = await tab.text()
      return pattern.test(text)
    })
  } catch (error) {
    throw new Error(`${await tab.address()} never said ${String(pattern)}:\n${text}`, { cause: error })
  }
}

describe('three municipalities', () => {
  let site: StaffSite
  let browser: Browser
  let provider: IdentityProvider
  before(async () => {
    site = await startStaffSite()
    provider = await anIdentityProvider(`${site.staff}/sign-in/callback`)
    browser = await startBrowser('Chromium')
  })
  after(async () => {
    await browser.close()
    await provider.close()
    await site.stop()
  })

  /** Comes in by a link with a passkey of her own; whoever sat there before has gone. */
  const comeIn = async (link: string, name: string): Promise<Tab> => {
    const tab = await browser.open()
    await tab.holdPasskeys()
    await tab.go(`${link}?lang=sv`)
    await tab.click('[data-passkey] button')
    await at(tab, '/')
    await says(tab, new RegExp(name))
    return tab
  }
  const leave = async (tab: Tab): Promise<void> => {
    await tab.click('form[action="/sign-out"] button')
    await at(tab, '/sign-in')
  }
  const goTo = async (tab: Tab, path: string): Promise<void> => tab.go(`${site.staff}${path}`)
  /** Brings in an organisation and answers with the link of its first person. */
  const bringIn = async (tab: Tab, kind: string, first: { name: string; email: string }, own: () => Promise<void>) => {
    await goTo(tab, `/organisations/new?kind=${kind}`)
    await own()
    await fill(tab, 'name', first.name)
    await fill(tab, 'email', first.email)
    await send(tab, '/organisations')
    return until(`the link of ${first.name}`, async () =>
      tab.evaluate<string | undefined>(`document.querySelector('.token')?.textContent`),
    )
  }
  const publicPage = async ({ code }: { code: string }): Promise<string> =>
    (await fetch(`${site.url}/s/${code}`)).text()

  test('come in, publish a page, and share a reception that says when it answers next', async () => {
    const operator = await comeIn(
      await operate(site, ['operator', 'invite', 'maria@example.se', '--name', 'Maria Mo']),
      'Maria Mo',
    )
    const toAgency = await bringIn(operator, 'agency', { name: 'Agneta Alm', email: 'agneta@example.se' }, () =>
      fill(operator, 'organisation', 'Myndigheten'),
    )
    await leave(operator)
    const agency = await comeIn(toAgency, 'Agneta Alm')
    const toCounty = await bringIn(agency, 'county', { name: 'Lena Lind', email: 'lena@example.se' }, () =>
      setField(agency, 'code', '14'),
    )
    await leave(agency)
    const county = await comeIn(toCounty, 'Lena Lind')
    const links: string[] = []
    for (const { code, lead, email } of THREE)
      links.push(await bringIn(county, 'municipality', { name: lead, email }, () => setField(county, 'code', code)))
    await goTo(county, '/overview')
    await says(county, /Dals-Ed/)

    // Two of them share from the beginning; the third asks later to join.
    await goTo(county, '/receptions/requests')
    await fill(county, 'title', 'Mottagningen Dalsland')
    await fill(county, 'number', '031-390 06 50')
    await fill(county, 'member', 'Vakten')
    await tick(county, 'municipalities', ED.code)
    await tick(county, 'municipalities', FARGELANDA.code)
    await send(county, '/receptions/requests/found')
    await says(county, /Mottagningen Dalsland är startad/)
    await leave(county)

    // Dals-Ed comes in by passkey, confirms its numbers, looks at its page and publishes it.
    const eva = await comeIn(links[0] ?? '', 'Eva Ek')
    await confirmsAndPublishes(eva)
    await plansAndDecides(eva)
    await leave(eva)

    // Färgelanda comes in by its own sign-in.
    const secret = join(site.data, 'secret')
    writeFileSync(secret, CLIENT_SECRET)
    const ours = ['--issuer', provider.issuer, '--client-id', CLIENT_ID, '--secret-file', secret]
    await operate(site, ['oidc', 'set', FARGELANDA.code, ...ours])
    provider.is('bo')
    const bo = await browser.open()
    await bo.go(`${links[1] ?? ''}?lang=sv`)
    await bo.click('main a[href^="/sign-in/with/"]')
    await at(bo, '/')
    await says(bo, /Bo Berg, Färgelanda/)
    await decides(bo, FARGELANDA.code)
    await leave(bo)

    // Bengtsfors has one officer, is led to a shared reception, and asks.
    const siv = await comeIn(links[2] ?? '', 'Siv Sten')
    await siv.click('main a[href="/receptions/join"]')
    await at(siv, '/receptions/join')
    await says(siv, /Mottagningen Dalsland/)
    await fill(siv, 'line', 'Jag är ensam handläggare.')
    await send(siv, '/receptions/join')
    await until('her request, which can be withdrawn', async () => has(siv, 'form[action$="/withdraw"]'))
    await leave(siv)
    // The county introduces her, by what needs it today, and Dals-Ed says yes.
    await again(county, 'Lena Lind')
    await county.click('main a[href="/receptions/requests"]')
    await at(county, '/receptions/requests')
    await county.click('main form[action$="/introduce"] button')
    await until('what can be taken back', async () => has(county, 'form[action$="/take-back"]'))
    await leave(county)
    await again(eva, 'Eva Ek')
    await eva.click('main a[href="/receptions/asked"]')
    await at(eva, '/receptions/asked')
    await eva.click('main form[action$="/accept"] button')
    await until('the answer, which can be undone', async () => has(eva, 'form[action$="/undo"]'))
    await leave(eva)
    await again(siv, 'Siv Sten')
    await decides(siv, BENGTSFORS.code)

    const next = /031-390 06 50<\/bdi><\/a> <span class="screen">Öppnar i morgon 10\.00/
    await until('the next reading time on all three pages', async () =>
      (await Promise.all(THREE.map(publicPage))).every(
        (page) => page.includes('Mottagningen Dalsland') && next.test(page),
      ),
    )
    await siv.go(`${site.url}/s/${BENGTSFORS.code}`)
    await says(siv, /Mottagningen Dalsland/)
  })

  /** Signs in again by the passkey that her tab keeps. */
  const again = async (tab: Tab, name: string): Promise<void> => {
    await goTo(tab, '/sign-in')
    await tab.click('[data-passkey] button')
    await at(tab, '/')
    await says(tab, new RegExp(name))
  }

  const confirmsAndPublishes = async (tab: Tab): Promise<void> => {
    await goTo(tab, '/page/reception')
    await fill(tab, 'name', 'Mottagningen i Dals-Ed')
    await fill(tab, 'numbers-0-e164', '031-390 06 57')
    await tick(tab, 'numbers-0-kind', 'always')
    await send(tab, '/page/reception')
    // Each section saved leads on to the next.
    await at(tab, '/page/on-call')
    await tick(tab, 'kind', 'via-112')
    await send(tab, '/page/on-call')
    await at(tab, '/page/links')
    await goTo(tab, '/page/preview')
    await says(tab, /031-390 06 57/)
    assert.doesNotMatch(await publicPage(ED), /031-390 06 57/)
    await goTo(tab, '/page/publish')
    await send(tab, '/page/publish')
    await says(tab, /Publicerat/)
    await until('the public page to show it', async () => (await publicPage(ED)).includes('031-390 06 57'))
  }

  /** The reception answers tomorrow from ten to eleven, whichever day that is. */
  const plansAndDecides = async (tab: Tab): Promise<void> => {
    const { weekday } = stockholm(new Date(Date.now() + 24 * 60 * 60 * 1000))
    const reception = '/receptions/mottagningen-dalsland'
    await goTo(tab, `${reception}/members`)
    await tab.click('button[value="add members"]')
    await until('a second member', async () => tab.evaluate(`document.getElementById('members-1-name') !== null`))
    await fill(tab, 'members-1-name', 'Bo Berg')
    await fill(tab, 'members-1-role', 'Socialsekreterare')
    await setField(tab, 'members-1-municipality', FARGELANDA.code)
    await send(tab, `${reception}/members`)
    await at(tab, reception)
    await goTo(tab, `${reception}/week`)
    await tab.click('button[value="add week"]')
    await until('a line of the week', async () => tab.evaluate(`document.getElementById('week-0-from') !== null`))
    const day = DAYS[(weekday + 6) % 7] ?? 'Mo'
    await setField(tab, 'week-0-first', day)
    await setField(tab, 'week-0-last', day)
    await setField(tab, 'week-0-from', '10:00')
    await setField(tab, 'week-0-to', '11:00')
    await setField(tab, 'week-0-holidays', 'open')
    await tick(tab, 'week-0-members', 'm1')
    await send(tab, `${reception}/week`)
    await at(tab, reception)
    await decides(tab, ED.code)
  }

  const decides = async (tab: Tab, code: string): Promise<void> => {
    const decisions = `/receptions/mottagningen-dalsland/decisions/${code}`
    await goTo(tab, decisions)
    const today = stockholm(new Date()).date
    for (const [place, kind] of DECISIONS.entries()) {
      await setField(tab, `${kind}-on`, today)
      await setField(tab, `${kind}-diary`, `SN 2026/${place + 1}`)
      await setField(tab, `${kind}-by`, 'Socialnämnden')
    }
    await send(tab, decisions)
    await at(tab, '/receptions/mottagningen-dalsland')
  }
})
