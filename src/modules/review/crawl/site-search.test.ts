import assert from 'node:assert/strict'
import test from 'node:test'
import { outlineOf } from './outline.ts'
import { isSearch, searchAddress } from './site-search.ts'

const formOf = (html: string) => {
  const [form] = outlineOf(html).forms
  assert.ok(form)
  return form
}
const BASE = 'https://granback.example/start'

test('a search is asked by the address its form would send to, its hidden fields with it', () => {
  const form = formOf(
    '<form action="/sok"><input name="q"><input type="hidden" name="l" value="sv"><button name="b">Sök</button></form>',
  )
  assert.equal(isSearch(form), true)
  assert.equal(searchAddress(form, BASE, 'rädd hemma'), 'https://granback.example/sok?q=r%C3%A4dd+hemma&l=sv')
})

test('a form that posts has no address', () => {
  const form = formOf('<form method="POST" action="/sok"><input type="search" name="q"></form>')
  assert.equal(isSearch(form), true)
  assert.equal(searchAddress(form, BASE, 'våld'), undefined)
})

test('a form that asks for a person, or for more than one thing, is no search', () => {
  const others = [
    '<form action="/sok"><input name="q"><input type="email" name="e"></form>',
    '<form action="/kontakt"><input name="namn"><input name="amne"></form>',
    '<form action="/sok"><input type="search" name="q"><textarea name="text"></textarea></form>',
    '<form action="/logga-in"><input name="user"><input type="password" name="p"></form>',
    '<form action="/nyhetsbrev"><input name="adress"></form>',
  ]
  assert.deepEqual(
    others.map((html) => isSearch(formOf(html))),
    others.map(() => false),
  )
})
