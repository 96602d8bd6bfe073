import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { html } from '#kernel/html.ts'
import { cspHash } from '#platform/http/headers.ts'
import { aNotice, contacts } from '#tests/support/builders.ts'
import { aWorld } from '#tests/support/world.ts'
import { parseAddress } from './address.ts'
import { AUDIENCES } from './audience.ts'
import { previewOf } from './preview.ts'
import { renderPage } from './render.ts'

const NOW = new Date('2026-11-24T09:00:00Z')
const BAR = html`<p>Inte publicerad</p>`
const asked = { code: '1497', address: '/s/1497', links: { within: '/page/preview' }, bar: BAR } as const

/** What is published, from the preview of it: without the bar, and its links where they lead in the preview. */
const withoutBar = (body: string, away: string): string =>
  body
    .replace(/<style>#preview[^<]*<\/style>\n/, '')
    .replace(/<div id="preview"[\s\S]*?<\/div>/, '')
    .replace('data-exit="/page/preview/x" data-away="/page/preview/x"', `data-exit="/y" data-away="${away}"`)
    .replaceAll('"/page/preview/', '"/')

describe('a preview of a public page', () => {
  it('is the page that will be public, letter for letter, for every audience and language', () => {
    const help = contacts()
    const empty = aWorld()
    const published = aWorld({ localHelp: [help] })
    const { released, languages } = published.prepared.texts
    const addresses = languages.flatMap(({ tag }) => {
      const root = `/s/${tag === 'sv' ? '' : `${tag}/`}1497`
      return released.has(tag) ? [root, ...AUDIENCES.map(({ key }) => `${root}/${key}`)] : [root]
    })
    assert.ok(addresses.length > languages.length)
    for (const address of addresses) {
      const shown = previewOf(empty, { ...asked, address, contacts: help }, NOW)
      const page = renderPage(published, parseAddress(address), NOW, 'live')
      assert.equal(withoutBar(shown?.body ?? '', published.prepared.exitUrl), page?.body, address)
    }
  })

  it('shows what is not published and leaves the published page as it is', () => {
    const world = aWorld({ localHelp: [contacts()] })
    const before = renderPage(world, parseAddress('/s/1497'), NOW, 'live')?.body
    const visit = 'Torget 1, tisdagar'
    const draft = contacts({ reception: { ...contacts().reception, visit } })
    assert.ok(previewOf(world, { ...asked, contacts: draft }, NOW)?.body.includes(visit))
    assert.ok(previewOf(world, { ...asked, contacts: null }, NOW)?.body.includes('Kommunen har inte bekräftat'))
    const notice = aNotice({ scope: { kind: 'municipality', code: '1497' } })
    assert.ok(previewOf(world, { ...asked, notice }, NOW)?.body.includes(notice.text['sv'] ?? '-'))
    assert.equal(renderPage(world, parseAddress('/s/1497'), NOW, 'live')?.body, before)
  })

  it('leads nowhere outside of itself, and is sent with a policy as strict as the public one', () => {
    const world = aWorld({ localHelp: [contacts({ exit: 'https://www.smhi.se/' })] })
    const shown = previewOf(world, asked, NOW)
    const ours = [...(shown?.body ?? '').matchAll(/(?:href|action|data-exit|data-away)="([^"#]*)"/g)].map(
      ([, to = '']) => to,
    )
    const away = ours.filter((to) => !/^(?:\/page\/preview\/|tel:|data:)/.test(to))
    assert.ok(ours.length > 20)
    // The outside pages that the real page names can be tried; the way out cannot.
    assert.ok(away.every((to) => to.startsWith('https://') && !to.includes('smhi')))
    assert.ok(shown?.policy.includes(`script-src ${cspHash(world.prepared.script)};`))
    assert.ok(shown?.policy.startsWith("default-src 'none';"))
    assert.doesNotMatch(shown?.policy ?? '', /unsafe/)
  })

  it('that stands still has no script, no form that is sent and no address of ours', () => {
    const world = aWorld({ localHelp: [contacts()] })
    const shown = previewOf(world, { ...asked, links: 'still' }, NOW)
    assert.doesNotMatch(shown?.body ?? '', /<script|method="post"|(?:href|action)="\//)
    assert.ok(shown?.policy.includes("script-src 'none'"))
  })

  it('is of that municipality’s own pages alone', () => {
    const world = aWorld()
    for (const address of ['/s/0000', '/s/1498', '/', '/o', '/x', '/s/1497/q', '/s/xx/1497', '/k/1497'])
      assert.equal(previewOf(world, { ...asked, address }, NOW), undefined, address)
  })
})
