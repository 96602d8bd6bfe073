import assert from 'node:assert/strict'
import { test } from 'node:test'
import { PROJECT_ROOT } from '#platform/config.ts'
import { loadReference } from '#modules/municipality/index.ts'
import { aSavedSite } from '#tests/support/criterion-case.ts'
import { nationalLines } from '../facts/national-lines.ts'
import { prefill } from './prefill.ts'

const REGISTER = nationalLines(loadReference(PROJECT_ROOT).helplines)

const helpPage = (main: string): { path: string; html: string } => ({
  path: '/vald',
  html: `<!doctype html><html lang="sv"><head><title>Våld i nära relationer</title></head><body>
<header><nav><a href="/">Start</a></nav></header>
<main><h1>Våld i nära relationer</h1><p>Är du utsatt för våld av någon du lever med? Våld är aldrig ditt fel, och du kan få hjälp av oss.</p>${main}</main>
<footer><p>Växel: 0980-319 299</p></footer></body></html>`,
})

const linesOn = (main: string, others: readonly { path: string; html: string }[] = []) =>
  prefill(aSavedSite([helpPage(main), ...others], REGISTER))

test('the reception’s number is proposed with its hours, beside where it stands', () => {
  const [line] = linesOn('<h2>Kontakt</h2><p>Socialtjänstens mottagning: 031-390 06 10, vardagar klockan 8–16.</p>')
  assert.equal(line?.kind, 'reception')
  assert.ok(line.kind === 'reception')
  assert.equal(line.e164, '+46313900610')
  assert.equal(line.hours, 'Mo-Fr 08:00-16:00')
  assert.match(line.found.excerpt, /031-390 06 10/)
  assert.equal(line.found.url, 'https://granback.example/vald')
})

test('the switchboard, national lines and the police are never proposed', () => {
  const lines = linesOn('<p>Ring Kvinnofridslinjen, 116 016, eller polisen, 114 14. Vid fara: 112.</p>')
  assert.deepEqual(
    lines.filter((line) => 'e164' in line),
    [],
  )
})

test('a number is proposed once, and with hours where any page says them', () => {
  const contact = {
    path: '/kontakt',
    html: '<!doctype html><html lang="sv"><title>Kontakta socialtjänsten</title><main><h1>Kontakt</h1><p>Mottagningen 031-390 06 10</p></main></html>',
  }
  const lines = linesOn(
    '<p>Socialtjänstens mottagning: 031-390 06 10.</p><p>Ring mottagningen: 031-390 06 10, vardagar 9–12.</p>',
    [contact],
  ).filter(({ kind }) => kind === 'reception')
  assert.deepEqual(
    lines.map((line) => 'hours' in line && line.hours),
    ['Mo-Fr 09:00-12:00'],
  )
})

test('an own number on call takes the place of the way through 112', () => {
  const own = linesOn(
    '<p>Socialjouren: 070-174 06 10, måndag–torsdag 16.30–24.00. Annars når du socialjouren genom 112.</p>',
  )
  assert.deepEqual(
    own.map(({ kind }) => kind).filter((kind) => kind === 'on-call' || kind === 'via-112'),
    ['on-call'],
  )
  const through = linesOn('<p>På kvällar och helger når du socialjouren genom att ringa 112.</p>')
  assert.deepEqual(
    through.map(({ kind }) => kind).filter((kind) => kind === 'on-call' || kind === 'via-112'),
    ['via-112'],
  )
})

test('a women’s shelter is proposed by its name', () => {
  const shelter = linesOn('<h2>Kvinnojouren Linden</h2><p>Kvinnojouren Linden, 031-390 06 55</p>').find(
    ({ kind }) => kind === 'shelter',
  )
  assert.ok(shelter?.kind === 'shelter')
  assert.match(shelter.label, /Kvinnojouren Linden/)
  assert.equal(shelter.e164, '+46313900655')
})

test('the page itself is proposed as a link, and none that is not https', () => {
  const links = linesOn(
    '<p><a href="http://granback.example/formular">Fyll i formulär</a> <a href="/e-tjanst">E-tjänst</a></p>',
  )
  assert.deepEqual(
    links.flatMap((line) => (line.kind === 'link' ? [[line.link, line.url]] : [])),
    [
      ['page', 'https://granback.example/vald'],
      ['eservice', 'https://granback.example/e-tjanst'],
    ],
  )
})

test('a site without a page about violence proposes what its pages about contact say', () => {
  const lines = prefill(
    aSavedSite([
      {
        path: '/kontakt-socialtjansten',
        html: '<!doctype html><html lang="sv"><head><title>Kontakta socialtjänsten</title></head><body><main><h1>Kontakta socialtjänsten</h1><p>Socialtjänstens mottagning: 08-465 004 20, vardagar 8–16</p></main></body></html>',
      },
    ]),
  )
  assert.deepEqual(
    lines.map((line) => 'e164' in line && line.e164),
    ['+46846500420'],
  )
})
