import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { stockholm } from '#kernel/dates.ts'
import { open } from '#platform/http/routes.ts'
import { get } from '#platform/http/staff-routes.ts'
import { openLog } from '#platform/log/index.ts'
import { PROJECT_ROOT } from '#platform/config.ts'
import { readFacts } from '#modules/municipality/index.ts'
import { parseAddress } from '#modules/help-site/address.ts'
import { previewOf } from '#modules/help-site/index.ts'
import { renderPage } from '#modules/help-site/render.ts'
import { memoryTurns } from '#modules/review/crawl/memory-turns.ts'
import { ownerAmong } from '#modules/review/crawl/owners.ts'
import { openSharedWorld } from '#modules/review/crawl/visit-site.ts'
import { loadKnown } from '#modules/review/known.ts'
import { readOwnSite } from '#modules/review/onboard/own-site-jobs.ts'
import { openProposals } from '#modules/review/onboard/proposal-store.ts'
import { startBrowser } from '#tests/support/browsers.ts'
import { referenceWith } from '#tests/support/country/register.ts'
import { serveCountry } from '#tests/support/country/server.ts'
import { countryOf } from '#tests/support/country/truth.ts'
import { at } from '#tests/support/journey.ts'
import { aStaffServer } from '#tests/support/staff-http.ts'
import { until, type Tab } from '#tests/support/tab.ts'
import { aWorld } from '#tests/support/world.ts'
import { staffRoutes, WAYS } from '../../../src/staff.ts'

/*
 * The loop's shortest way, for the half-time web editor of a small municipality: from the address of its own website to a
 * page that is live. The site is a made-up one on this machine, the municipality stands in no register but the test's.
 */

const country = await serveCountry(countryOf(1, { calm: true }))
after(async () => country.stop())
const [granback] = country.sites
assert.ok(granback !== undefined)
const { truth } = granback
const reference = referenceWith(country.sites)
const world = aWorld()
const log = openLog()
const folder = mkdtempSync(join(tmpdir(), 'own-sites-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const site = await aStaffServer(
  { after },
  (database) => [
    ...staffRoutes({
      database,
      reference,
      log,
      publicPages: {
        show: (asked, now) => previewOf(world, asked, now),
        origin: 'http://127.0.0.1:3000',
        languages: [{ tag: 'sv', name: 'Svenska' }],
      },
    }),
    get('/let-in/:token', open('a test lets its own browser in'), async ({ params }) =>
      Promise.resolve({ kind: 'go', to: '/', session: { token: params['token'] ?? '' } }),
    ),
  ],
  WAYS,
)

/** What the worker does when it hears that a site is to be read: the same, on this machine's own sites. */
const readWhatIsAsked = async (): Promise<void> => {
  const signal = new AbortController().signal
  const shared = await openSharedWorld({
    root: PROJECT_ROOT,
    userAgent: 'Rackhall/test (+test)',
    allowLoopback: true,
    turns: memoryTurns(),
    ownerOf: ownerAmong(reference.municipalities),
    browser: 'never',
    signal,
    say: assert.fail,
  })
  try {
    for (const asked of await openProposals(site.db)) {
      const known = loadKnown(PROJECT_ROOT, stockholm(site.clock.now).date)
      const ended = await readOwnSite(asked, {
        db: site.db,
        shared,
        folder,
        known: () => known,
        now: () => site.clock.now,
        pace: { delayMs: 0, browser: 'never' },
      })
      assert.equal(ended, 'done')
    }
  } finally {
    await shared.close()
  }
}

const says = async (tab: Tab, pattern: RegExp): Promise<void> =>
  void (await until(`${String(pattern)} on the page`, async () => pattern.test(await tab.text())))

const choose = async (tab: Tab, name: string): Promise<void> =>
  tab.evaluate(`document.querySelector('input[name="${name}"][value="yes"]').checked = true; undefined`)

test('a web editor has her municipality’s page made from its own website, line by line, and publishes it', async () => {
  const own = await site.found(`${truth.name}s kommun`, { kind: 'municipality', municipality: truth.code })
  const eva = await site.hire('Eva Ek', own, 'municipality.editor')
  const browser = await startBrowser('Chromium', { script: false })
  after(async () => browser.close())
  const tab = await browser.open()
  const begun = performance.now()
  await tab.go(`${site.origin}/let-in/${await eva.session()}`)
  await tab.click('a[href="/page/from-site"]')
  await at(tab, '/page/from-site')
  await says(tab, /Inget visas för någon förrän du har sagt att det stämmer/)
  await tab.click('form[action="/page/from-site/read"] button')
  await says(tab, /Vi läser http:\/\/127\.0\.0\.1/)

  await readWhatIsAsked()
  await tab.click('main a[href="/page/from-site"]')
  await says(tab, new RegExp(`${truth.reception.hoursWritten}`))
  const [number, hours] = await tab.evaluate<string[]>(
    `['line-0-number', 'line-0-hours'].map((id) => document.getElementById(id).value)`,
  )
  assert.equal(number, truth.reception.written)
  assert.equal(hours, '', 'the hours that were read stand above the field')

  // Sent before every line has been answered: nothing is saved, and each line says that it waits.
  await tab.click('form[action="/page/from-site"] button')
  await says(tab, /Säg om raden stämmer eller inte/)
  const lines = await tab.evaluate<number>(`document.querySelectorAll('main fieldset blockquote').length`)
  assert.equal(lines, 2, 'the reception and who is on call: no switchboard, no national line')
  for (let line = 0; line < lines; line += 1) await choose(tab, `line-${line}`)
  await tab.click('form[action="/page/from-site"] button')
  await at(tab, '/page/publish')
  await tab.click('form[action="/page/publish"] button:not(.skip)')
  const onCall = truth.onCall.kind === 'own-number' ? truth.onCall.number.e164 : ''
  await until('the page to be live', async () => {
    const facts = await readFacts(site.db, reference)
    const live = renderPage({ ...world, facts }, parseAddress(`/s/${truth.code}`), site.clock.now, 'live')?.body ?? ''
    return live.includes(`tel:${truth.reception.e164}`) && live.includes(`tel:${onCall}`)
  })
  assert.ok(performance.now() - begun < 600_000, 'less than ten minutes from the address to the page')
})
