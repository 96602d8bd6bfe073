import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { PROJECT_ROOT } from '#platform/config.ts'
import type { Role } from '#platform/auth/roles.ts'
import { furnishedWorkplace } from '../tests/support/furnished-workplace.ts'
import { findProgram } from '../tests/support/firefox.ts'
import { startSite, type RunningSite } from '../tests/support/running-site.ts'

/*
 * Makes the pictures of README.md from the real program: node scripts/pictures.ts
 * The numbers in them are those that Swedish authorities keep for fiction.
 */

const FOLDER = join(PROJECT_ROOT, 'docs', 'pictures')

const CONTACTS = `municipality: "1497"
confirmedBy: Exempel
confirmedOn: ${new Date(Date.now() - 86_400_000).toISOString().slice(0, 10)}
reception:
  name: Mottagningen i Hjo
  numbers:
    - { e164: "+46313900650", hours: "Mo-Su 08:00-24:00" }
onCall: { kind: via-112 }
links:
  - { kind: page, url: "https://hjo.se/" }
shelters: []
languages: [en, ar]
`

type Picture = {
  readonly name: string
  readonly path: string
  readonly width: number
  readonly height: number
  readonly dark?: boolean
}

const PICTURES: readonly Picture[] = [
  { name: 'front-phone', path: '/s/1497', width: 360, height: 640 },
  { name: 'audience-phone', path: '/s/sv-simple/1497/m', width: 360, height: 640, dark: true },
  { name: 'card-phone', path: '/s/ar/1497', width: 360, height: 640 },
  { name: 'front-desktop', path: '/s/1280', width: 1280, height: 800 },
]

/** Of the staff side, as somebody in that role sees it. */
type StaffPicture = Picture & { readonly role: Role }

const STAFF_PICTURES: readonly StaffPicture[] = [
  { name: 'staff-today', path: '/', width: 1100, height: 700, role: 'municipality.lead' },
  { name: 'staff-page-phone', path: '/page', width: 360, height: 640, role: 'municipality.lead' },
  { name: 'staff-overview', path: '/overview', width: 1100, height: 700, role: 'county.coordinator' },
]

/** `enter`: the address by which a picture's browser is let in first; nothing on the public site. */
const take = async <P extends Picture>(
  url: string,
  pictures: readonly P[],
  enter: (picture: P) => Promise<string | undefined>,
): Promise<void> => {
  const executablePath = findProgram('chromium', 'chromium-browser', 'google-chrome')
  if (executablePath === undefined) throw new Error('The pictures are taken with an installed Chromium; there is none.')
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] })
  try {
    for (const picture of pictures) {
      const { name, path, width, height, dark = false } = picture
      const touch = width < 600
      const context = await browser.newContext({
        viewport: { width, height },
        hasTouch: touch,
        isMobile: touch,
        colorScheme: dark ? 'dark' : 'light',
      })
      const page = await context.newPage()
      const entrance = await enter(picture)
      if (entrance !== undefined) await page.goto(entrance)
      await page.goto(`${url}${path}`)
      writeFileSync(join(FOLDER, `${name}.png`), await page.screenshot())
      await context.close()
      console.log(`docs/pictures/${name}.png`)
    }
  } finally {
    await browser.close()
  }
}

const rackhall = ({ data, environment }: RunningSite, words: readonly string[]): void => {
  execFileSync(process.execPath, [join(PROJECT_ROOT, 'src/cli.ts'), ...words], {
    env: { ...process.env, ...environment, RACKHALL_DATA: data },
    stdio: 'inherit',
  })
}

mkdirSync(FOLDER, { recursive: true })
const site = await startSite()
try {
  const file = join(site.data, '..', 'contacts.yaml')
  writeFileSync(file, CONTACTS)
  rackhall(site, ['municipality', 'set', '1497', '--file', file])
  const until = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)
  const notice = 'Socialkontorets telefon är trasig i dag. Ring kommunens växel och be om socialtjänsten.'
  rackhall(site, [
    'crisis',
    'set',
    '--municipality',
    '1280',
    '--until',
    `${until} 18:00`,
    '--by',
    'Exempel',
    '--text',
    `sv=${notice}`,
  ])
  // The pages have it within five seconds; asked until they do.
  while (!(await (await fetch(`${site.url}/s/1280`)).text()).includes(notice))
    await new Promise((again) => setTimeout(again, 50))
  await take(site.url, PICTURES, async () => Promise.resolve(undefined))
} finally {
  await site.stop()
}

const cleaning: (() => Promise<void>)[] = []
try {
  const workplace = await furnishedWorkplace({ after: (clean) => void cleaning.unshift(clean) })
  await take(workplace.site.origin, STAFF_PICTURES, async ({ role }) => workplace.letIn(role))
} finally {
  for (const clean of cleaning) await clean()
}
