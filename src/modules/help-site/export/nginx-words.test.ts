import assert from 'node:assert/strict'
import { test } from 'node:test'
import { canBeServed, canListen, quoted, quotedUrl } from './nginx-words.ts'

test('what nginx is told stands in quotation marks it cannot get out of', () => {
  assert.equal(quoted('Öppet'), "'Öppet'")
  assert.equal(quoted(`it's \\ here`), String.raw`'it\'s \\ here'`)
})

test('what would be a variable or another line is refused', () => {
  for (const text of ['$uri', 'a\nb', 'a\rb', 'a\0b']) {
    assert.throws(() => quoted(text), /nginx cannot be told/)
    assert.equal(canBeServed(text), false)
  }
  assert.equal(canBeServed("/srv/it's here; really"), true)
})

test('an address with a dollar sign is sent on to as it is written in addresses', () => {
  assert.equal(quotedUrl('https://www.smhi.se/$x'), "'https://www.smhi.se/%24x'")
})

test('an address and a port to listen at, and nothing that would be more than that', () => {
  for (const good of ['127.0.0.1:8080', '8080', '[::1]:80', '*:80', 'localhost:3000']) assert.ok(canListen(good), good)
  for (const bad of ['', '127.0.0.1', '127.0.0.1:99999', '80; include /etc/passwd', '80 ssl', 'example.se:80\n'])
    assert.ok(!canListen(bad), bad)
})
