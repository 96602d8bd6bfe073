import assert from 'node:assert/strict'
import test from 'node:test'
import { sentenceOf } from '#kernel/document.ts'
import { readSites } from './sites-file.ts'

const faults = (text: string): readonly string[] => {
  const read = readSites(text, 'sites.csv')
  return read.ok ? [] : read.problems.map(sentenceOf)
}

test('a label may be anything, and is kept as it stands', () => {
  const read = readSites('code,url\n9001,https://granback.example\nSydväst,http://127.0.0.1:8080/\n', 'sites.csv')
  assert.deepEqual(read, {
    ok: true,
    value: [
      { code: '9001', url: 'https://granback.example' },
      { code: 'Sydväst', url: 'http://127.0.0.1:8080/' },
    ],
  })
})

test('every fault is told by line and field', () => {
  assert.deepEqual(faults('code,url\n,https://a.example\n9002,granback.example\n9003,\n9004,ftp://a.example\n'), [
    'sites.csv, line 2, field code: expected a label, found nothing',
    'sites.csv, line 3, field url: expected an address such as https://www.exempel.se, found "granback.example"',
    'sites.csv, line 4, field url: expected an address such as https://www.exempel.se, found nothing',
    'sites.csv, line 5, field url: expected an address such as https://www.exempel.se, found "ftp://a.example"',
  ])
})

test('the same site twice is a fault, with www. or without; another port is another site', () => {
  assert.deepEqual(
    faults(
      'code,url\n1,https://granback.example\n2,http://www.granback.example/start\n3,https://granback.example:8443\n',
    ),
    ['sites.csv, line 3, field url: http://www.granback.example/start is the same site as on line 2'],
  )
})

test('a list with another head, or with nothing in it, is told so', () => {
  assert.match(faults('url,code\na,b\n').join('\n'), /expected the columns code,url/)
  assert.match(faults('code,url\n').join('\n'), /found none/)
})
