import assert from 'node:assert/strict'
import test from 'node:test'
import { outlineOf } from './outline.ts'

test('a link is what it says, the heading it stands under, and whether it is of the page itself', () => {
  const { links, title, heading, text } = outlineOf(`<title>Stöd &amp; hjälp</title>
    <header><div><header></header><a href="/a">Meny</a></div></header>
    <main><h1>Stöd</h1><h2>Våld i <b>nära</b> relationer</h2><p>Läs <a href="/v">mer <i>här</i></a></p>
    <a href="/bild"><img alt="Film om våld"></a> <a href="/ikon" aria-label="Akut hjälp"></a></main>
    <div role="contentinfo"><a href="/t">Tillgänglighet</a></div>`)
  assert.deepEqual([title, heading], ['Stöd & hjälp', 'Stöd'])
  assert.deepEqual(links, [
    { href: '/a', says: 'Meny', heading: '', inMain: false },
    { href: '/v', says: 'mer här', heading: 'Våld i nära relationer', inMain: true },
    { href: '/bild', says: 'Film om våld', heading: 'Våld i nära relationer', inMain: true },
    { href: '/ikon', says: 'Akut hjälp', heading: 'Våld i nära relationer', inMain: true },
    { href: '/t', says: 'Tillgänglighet', heading: 'Våld i nära relationer', inMain: false },
  ])
  assert.doesNotMatch(text, /Meny|Tillgänglighet/)
})

test('a form has its fields, a select and what is hidden among them', () => {
  const { forms } = outlineOf(
    '<form action="/sok" role="search"><input name="q"><input type="hidden" name="l" value="sv"><select name="s"></select></form><input name="none">',
  )
  assert.deepEqual(forms, [
    {
      action: '/sok',
      method: 'get',
      role: 'search',
      fields: [
        { name: 'q', type: 'text', value: '' },
        { name: 'l', type: 'hidden', value: 'sv' },
        { name: 's', type: 'select', value: '' },
      ],
    },
  ])
})

test('scripts are counted and not read; what a browser asks for at once is noted', () => {
  const { scriptLength, text, loads } = outlineOf(
    '<link rel="stylesheet" href="/a.css"><script src="/a.js"></script><script nomodule src="/old.js"></script><script>const våld = "<a href=x>"</script><noscript><link rel="stylesheet" href="/n.css"></noscript><p>Hej',
  )
  assert.equal(scriptLength, 'const våld = "<a href=x>"'.length)
  assert.equal(text, 'Hej')
  assert.deepEqual(loads, ['/a.css', '/a.js'])
})

test('broken markup loses no link', () => {
  const broken = '<h1>Trasig<p><table><div>Stöd</h2></b><a href="/a">A<a href="/b">B<ul><li><a href=/c>C'
  assert.deepEqual(
    outlineOf(broken).links.map(({ href }) => href),
    ['/a', '/b', '/c'],
  )
})
