import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { z } from 'zod'
import { PROJECT_ROOT } from '#platform/config.ts'
import { AUDIENCES } from '#modules/help-site/audience.ts'
import { at, journey, startCountry } from '#tests/support/journey.ts'

/* A municipality's web editor takes the pieces into a page of the municipality's own, on another origin. */

const country = await startCountry()
const pieceAt = async (path: string): Promise<Response> => fetch(`${country.site.url}${path}`)

/** The municipality's own page: its server has put the piece in, as the guide for web editors shows. */
const asked: string[] = []
const own = createServer((request, response) => {
  asked.push(request.url ?? '')
  void (async () => {
    const piece = await (await pieceAt('/f/1497.html')).text()
    response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' })
    response.end(
      `<!doctype html><html lang="sv"><meta charset="utf-8"><title>Hjo kommun</title><link rel="icon" href="data:,"><h1>Stöd i Hjo</h1>${piece}<p id="after">Kommunens egen text.</p>`,
    )
  })()
})
await new Promise<void>((resolve) => own.listen(0, '127.0.0.1', resolve))
after(() => {
  own.closeAllConnections()
  own.close()
})
const page = `http://localhost:${(own.address() as AddressInfo).port}/stod`

journey(
  'the piece works in a page of another site, and leads to the municipality’s page',
  async (tab, { script }) => {
    await tab.go(page)
    const text = await tab.text()
    for (const words of ['Mottagningen i Hjo', '031-390 06 50', '116 016', '112', 'Öppet dygnet runt'])
      assert.ok(text.includes(words), `${words} is not there`)
    assert.doesNotMatch(text, /Öppet nu/)
    assert.equal(
      await tab.evaluate(
        'document.querySelectorAll(".rackhall script, .rackhall style, .rackhall iframe, .rackhall img").length',
      ),
      0,
    )
    assert.equal(
      await tab.evaluate('document.querySelector("#after").closest(".rackhall") === null'),
      true,
      'the piece ends where it ends',
    )
    if (script) {
      const found = await tab.evaluate<string>(
        `fetch('${country.site.url}/f/1497.json').then((answer) => answer.json()).then(({ name }) => name)`,
      )
      assert.equal(found, 'Hjo', 'a script of the other site may read the facts')
    }
    const more = await tab.evaluate<string>('document.querySelector(".rackhall > p:last-child a").href')
    // Its address is the public one, which a site on a port of its own does not know.
    assert.equal(new URL(more).pathname, '/s/1497')
    await tab.go(`${country.site.url}${new URL(more).pathname}`)
    await at(tab, '/s/1497')
  },
  ['Chromium'],
)

test('the facts as JSON are as their schema says, for every audience, and may be kept for five minutes', async () => {
  const schema = z.fromJSONSchema(
    JSON.parse(readFileSync(join(PROJECT_ROOT, 'docs/schemas/fragment.schema.json'), 'utf8')) as Parameters<
      typeof z.fromJSONSchema
    >[0],
  )
  for (const code of ['1497', '1280', '0000']) {
    for (const path of [`/f/${code}.json`, ...AUDIENCES.map(({ key }) => `/f/${code}/${key}.json`)]) {
      const answer = await pieceAt(path)
      assert.equal(answer.headers.get('content-type'), 'application/json; charset=utf-8', path)
      assert.equal(answer.headers.get('cache-control'), 'public, max-age=300')
      assert.equal(answer.headers.get('access-control-allow-origin'), '*')
      const read = schema.safeParse(await answer.json())
      assert.ok(read.success, `${path}: ${read.error?.message}`)
    }
  }
  assert.equal(schema.safeParse({ municipality: '1497' }).success, false, 'the schema lets anything pass')
})
