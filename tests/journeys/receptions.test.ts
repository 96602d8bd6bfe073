import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { rackhall } from '#tests/support/journey.ts'
import { RECEPTION_FILE } from '#tests/support/receptions.ts'
import { startSite, type RunningSite } from '#tests/support/running-site.ts'
import { until } from '#tests/support/tab.ts'

/*
 * Two small municipalities behind one reception: what its rota says stands on the public pages of both, and a pause,
 * within five seconds of the command. The real program, asked over HTTP as any browser asks it.
 */

const SECONDS = 1000
const HJO_AND_TIBRO = ['1497', '1472']

/** Answers round the clock from the first day, so that the test says the same whenever it is run. */
const always = (name: string, number: string, place: number): string =>
  RECEPTION_FILE.replace('name: vastra', `name: ${name}`)
    .replace('title: Mottagningen Västra Skaraborg', `title: Mottagningen ${name}`)
    .replace('"+46313900660"', `"${number}"`)
    .replaceAll(/place: \d/g, `place: ${place}`)
    .replace(
      /rota:[\s\S]*(?=onCall:)/,
      `rota:
  until: 2099-12-31
  week:
    - { hours: "24/7", members: [anna, bo] }
  shifts: []
  absences: []
  swaps: []
`,
    )

describe('a shared reception', () => {
  let site: RunningSite
  before(async () => {
    site = await startSite()
  })
  after(async () => void (await site.stop()))

  const set = async (file: string): Promise<void> => {
    const path = join(site.data, 'reception.yaml')
    writeFileSync(path, file)
    await rackhall(site, ['reception', 'set', path])
  }
  const pages = async (): Promise<readonly string[]> =>
    Promise.all(HJO_AND_TIBRO.map(async (code) => (await fetch(`${site.url}/s/${code}`)).text()))
  /** Waits for all the pages to hold, and answers with how long it took. */
  const stands = async (what: string, holds: (page: string) => boolean): Promise<number> => {
    const begun = performance.now()
    await until(what, async () => (await pages()).every(holds))
    return performance.now() - begun
  }

  it('stands on the pages of both within five seconds, and so does its pause, and its end', async () => {
    // Asked for before, so that there are copies to be made anew.
    assert.ok((await pages()).every((page) => !page.includes('031-390 06 60')))
    await set(always('vastra', '+46313900660', 1))
    assert.ok((await stands('the reception on both pages', (page) => page.includes('031-390 06 60'))) < 5 * SECONDS)
    await set(always('region', '+46313900661', 2))
    const pause = ['--reason', 'telephone', '--until', '2099-01-01 08:00', '--to', 'region', '--by', 'Enhetschefen']
    await rackhall(site, ['reception', 'pause', 'vastra', ...pause])
    const paused = (page: string): boolean =>
      page.includes('Telefonen fungerar inte. Ring Mottagningen region i stället.') && !page.includes('031-390 06 60')
    assert.ok((await stands('the pause on both pages', paused)) < 5 * SECONDS)
    await rackhall(site, ['reception', 'resume', 'vastra', '--by', 'Enhetschefen'])
    assert.ok((await stands('the end of the pause', (page) => page.includes('031-390 06 60'))) < 5 * SECONDS)
  })
})
