import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { extractText } from 'unpdf'
import { makePdf } from './index.ts'
import { legible } from './legible.ts'

const TEMPLATE = '= #data.title\n#data.text\n#link("https://granback.example/")[#data.place]\n'
const made = (text: string): Uint8Array =>
  makePdf(TEMPLATE, { title: 'Granbäck', language: 'sv', text, place: 'sidan' })

/** What a program that reads PDF finds in it. */
const textOf = async (pdf: Uint8Array): Promise<string> =>
  (await extractText(Uint8Array.from(pdf), { mergePages: true })).text

describe('a document', () => {
  it('is a tagged PDF/UA with its title and language, in our own fonts alone', () => {
    const pdf = made('Räckhåll')
    const inside = Buffer.from(pdf).toString('latin1')
    assert.match(inside, /<pdfuaid:part>1<\/pdfuaid:part>/)
    assert.match(inside, /\/Lang \(sv\)|\/Lang\(sv\)/)
    assert.deepEqual(
      [...new Set([...inside.matchAll(/\/BaseFont ?\/([\w+-]+)/g)].map(([, name = '']) => name.replace(/^\w+\+/, '')))]
        .map((name) => name.replace(/-Identity-H$/, ''))
        .toSorted(),
      ['NotoSans-Bold', 'NotoSans-Regular'],
    )
  })

  it('is the same to the byte when it is made again', () => {
    assert.deepEqual(made('Räckhåll'), made('Räckhåll'))
  })

  it('shows whatever a website held as text, and never as its own language', async () => {
    const hostile = '#panic("x") ] } $x$ *b* <a> \\ @b // /* `c` #read("/etc/passwd") https://a.example = h'
    assert.ok((await textOf(made(hostile))).replaceAll(/\s+/g, ' ').includes(hostile))
  })

  it('cannot be made from a template that is wrong', () => {
    assert.throws(() => makePdf('#nothing-of-the-kind()', { title: 'x', language: 'sv' }), /could not be made/)
  })

  it('is refused when a screen reader could not follow its headings', () => {
    assert.throws(() => makePdf('= a\n=== b\n', { title: 'x', language: 'sv' }), /heading/)
  })
})

describe('text that a document can show', () => {
  const latin = (codePoint: number): boolean => codePoint < 0x250 || codePoint === 0x2026

  it('is kept as it is, line breaks too', () => {
    assert.equal(legible('Ring 112.\nÅ ä ö', latin), 'Ring 112.\nÅ ä ö')
    assert.equal(legible('A\u0308', latin), 'Ä')
  })

  it('says where letters are left out, once for each passage', () => {
    assert.equal(legible('Ring العنف في الأسرة nu', latin), 'Ring […] nu')
  })

  it('has nothing that steers or turns it around', () => {
    assert.equal(legible('a\u0000\u001B[31mb\u202Ec\uFEFF\u200B\uDC00', latin), 'a[31mbc')
  })

  it('is shown whole by our own fonts, in every language that Latin, Greek or Cyrillic letters write', async () => {
    const text = 'Ünïcödé žluťoučký Привіт Γεια “sitat” – — … € ₂'
    assert.ok((await textOf(made(text))).includes(text))
  })
})
