import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after } from 'node:test'
import { stringify } from 'yaml'
import type { PageText } from '#modules/help-site/text/page-text.ts'
import { accept, printLedger, type TextState } from '#modules/help-site/text/states.ts'
import { allStrings, readTexts } from '#modules/help-site/text/texts.ts'

/** A project's texts in a folder of their own: Swedish, English and a language that nobody has written yet. */
export type MiniatureTexts = {
  readonly root: string
  write(file: string, content: string): void
  /** Writes a language's ledger, so that everything in it stands as it now is. */
  accept(tag: string, state?: TextState): void
}

export const aSection = (text: string): { heading: string; text: string } => ({ heading: `${text}?`, text: `${text}.` })

/** A page must have something to read. */
const LONG_ENOUGH = Array.from({ length: 70 }, (_, index) => `A b c d ${index}.`).join(' ')

export const aPageText = (word: string): PageText => ({
  title: `${word} title`,
  name: `${word} name`,
  heading: `${word} heading`,
  lead: `${word} lead.`,
  sections: {
    believed: aSection(`${word} believed`),
    recognise: { heading: `${word} recognise?`, text: `- ${word} one.\n- ${word} two.\n- ${word} three.` },
    barrier: aSection(`${word} barrier`),
    contact: { heading: `${word} contact?`, text: `${word} contact. ${LONG_ENOUGH}` },
    'first-step': aSection(`${word} first step`),
  },
})

const anError = (word: string): Record<string, string> => ({ title: word, heading: word, text: word })
const errors = (word: string): string =>
  stringify(
    Object.fromEntries(
      ['not-found', 'bad-request', 'server-error', 'maintenance', 'too-large', 'method'].map((name) => [
        name,
        anError(`${word} ${name}`),
      ]),
    ),
  )

const site = (exit: string, danger: string, back: string): string =>
  stringify({ 'exit.label': exit, 'danger.call': danger, back })

const language = (tag: string, swedish: string, released: boolean): object => ({
  tag,
  lang: tag,
  endonym: tag,
  dir: 'ltr',
  script: 'Latn',
  swedish,
  released,
})

/** Everything in it is accepted as written; the folder is gone when the file's tests are done. */
export const miniatureTexts = (): MiniatureTexts => {
  const root = mkdtempSync(join(tmpdir(), 'rackhall-texts-'))
  after(() => rmSync(root, { recursive: true, force: true }))
  const write = (file: string, content: string): void => {
    mkdirSync(dirname(join(root, file)), { recursive: true })
    writeFileSync(join(root, file), content)
  }
  write(
    'data/languages.yaml',
    stringify([language('sv', 'svenska', true), language('en', 'engelska', true), language('pl', 'polska', false)]),
  )
  write('locales/sv/site.yaml', site('Lämna sidan snabbt', 'Ring', 'Tillbaka'))
  write('locales/sv/errors.yaml', errors('svenska'))
  write('locales/sv/pages/exposed.yaml', stringify(aPageText('svenska')))
  write('locales/en/site.yaml', site('Leave this page quickly', 'Call', 'Back'))
  write('locales/en/errors.yaml', errors('english'))
  write('locales/en/pages/exposed.yaml', stringify(aPageText('english')))
  const acceptAll = (tag: string, state: TextState = 'written'): void => {
    const { written } = readTexts(root)
    const own = allStrings(written.get(tag) ?? notThere(tag))
    const source = tag === 'sv' ? undefined : allStrings(written.get('sv') ?? notThere('sv'))
    const chosen = new Set(own.keys())
    const ledger = accept(new Map(), { own, source, chosen, state, by: 'Redaktionen', on: '2026-11-24' })
    write(`locales/${tag}/states.tsv`, printLedger(ledger))
  }
  acceptAll('sv')
  acceptAll('en')
  return { root, write, accept: acceptAll }
}

const notThere = (tag: string): never => {
  throw new Error(`the miniature has no texts in ${tag}`)
}
