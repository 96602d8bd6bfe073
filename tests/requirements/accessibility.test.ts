import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { after } from 'node:test'
import { stockholm } from '#kernel/dates.ts'
import type { AccessibilityResult } from '#modules/help-site/accessibility.ts'
import { AXE } from '#tests/support/axe.ts'
import { planting, replacing } from '#tests/support/mutating-proxy.ts'
import { until, type Tab } from '#tests/support/tab.ts'
import { styling } from './faults.ts'
import { closeFurnishedSite, requirementOnFurnishedSite, TEMPLATES, type Template } from './furnished-site.ts'

/**
 * Every template in every language, looked at by axe-core: narrow and wide, light and dark (requirement 61). At stated
 * samples each is looked at in one of the four; which one turns from template to template and from language to language,
 * so that every template meets all four.
 */

const require = createRequire(import.meta.url)
const { version } = require('axe-core/package.json') as { readonly version: string }
const FULL = process.env['RACKHALL_TEST_FULL'] === '1'

const LOOKS = [
  { dark: false, width: 320 },
  { dark: true, width: 1280 },
  { dark: false, width: 1280 },
  { dark: true, width: 320 },
] as const

const names = [...new Set(TEMPLATES.map(({ name }) => name))]
const languages = [...new Set(TEMPLATES.map(({ language }) => language))]

/** The widths at which a template is looked at in light or in dark. */
const widthsFor = ({ name, language }: Template, dark: boolean): readonly number[] => {
  const turn = (names.indexOf(name) + languages.indexOf(language)) % LOOKS.length
  return LOOKS.filter((look, place) => look.dark === dark && (FULL || place === turn)).map(({ width }) => width)
}

type Finding = AccessibilityResult['findings'][number] & { readonly first: string }

/** What is behind a reveal is looked at as well. */
const REVEAL = `for (const reveal of document.querySelectorAll('details')) reveal.open = true`
const LOOK = `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
  violations.map(({ id, nodes }) => ({ rule: id, elements: nodes.length, first: nodes[0].html.slice(0, 200) + ' ' + nodes[0].failureSummary })))`

const open = async (tab: Tab, url: string, { path, typed }: Template): Promise<void> => {
  await tab.go(url + path)
  if (typed === undefined) return
  // As without script: what is sent is answered with a page of its own.
  await tab.evaluate(
    `(() => { const field = document.getElementById('place'); field.value = ${JSON.stringify(typed)}; field.form.submit() })()`,
  )
  await until('the answer', async () =>
    tab.evaluate<boolean>(`document.getElementById('wrong') !== null && document.readyState === 'complete'`),
  )
}

const findingsOn = async (
  tab: Tab,
  url: string,
  template: Template,
  width: number,
  dark: boolean,
): Promise<readonly Finding[]> => {
  await tab.resize(width, 800)
  await open(tab, url, template)
  const found = await tab.evaluate<readonly Omit<Finding, 'page'>[]>(`${REVEAL}; ${AXE}; ${LOOK}`)
  const page = `${template.name}, ${template.language}, ${width} pixels, ${dark ? 'dark' : 'light'}`
  return found.map((finding) => ({ page, ...finding }))
}

const looked = { pages: 0, findings: [] as Finding[], kinds: new Set<boolean>() }

for (const dark of [false, true]) {
  requirementOnFurnishedSite(
    61,
    `axe finds nothing on any template in any language, ${dark ? 'dark' : 'light'}`,
    async (tab, { url, mutation }) => {
      // A deliberate fault stands on every page: the first with a form is enough to see it.
      const some =
        mutation === undefined ? TEMPLATES : TEMPLATES.filter(({ name }) => name === 'front, confirmed').slice(0, 1)
      const findings: Finding[] = []
      for (const template of some)
        for (const width of mutation === undefined ? widthsFor(template, dark) : [320]) {
          findings.push(...(await findingsOn(tab, url, template, width, dark)))
          if (mutation === undefined) looked.pages += 1
        }
      if (mutation === undefined) {
        looked.findings.push(...findings)
        looked.kinds.add(dark)
      }
      assert.deepEqual(findings, [])
    },
    [
      styling('grey on paper', 'p{color:#888 !important}'),
      planting('a picture without words', '<img src="data:,">'),
      replacing('a field without a label', 'for="place"', 'for="other"'),
      replacing('a page that does not say its language', /<html lang="[^"]*"/, '<html'),
    ],
    {
      browsers: ['Chromium'],
      start: { dark },
      sampled: FULL
        ? undefined
        : `axe looks at each of ${TEMPLATES.length} templates in one of four ways (narrow or wide, light or dark)`,
    },
  )
}

after(async () => {
  await closeFurnishedSite()
  keep()
})

/** Beside the run's log, from where a whole run takes it into data/. A run of one file alone leaves nothing. */
const keep = (): void => {
  const log = process.env['REQUIREMENTS_LOG']
  if (log === undefined || log === '' || looked.kinds.size < 2) return
  const result: AccessibilityResult = {
    date: stockholm(new Date()).date,
    tool: `axe-core ${version}`,
    pages: looked.pages,
    findings: looked.findings.map(({ page, rule, elements }) => ({ page, rule, elements })),
  }
  writeFileSync(join(dirname(log), 'accessibility-result.json'), `${JSON.stringify(result, undefined, 2)}\n`)
}
