import { readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { fileURLToPath } from 'node:url'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import { coverageOf, type Coverage } from './glyphs.ts'
import { allLegible, type Given } from './legible.ts'

/** The only family that a template may use. The compiler knows the machine's fonts too; these come before them. */
const FONTS = [
  import.meta.resolve('@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf'),
  import.meta.resolve('@expo-google-fonts/noto-sans/700Bold/NotoSans_700Bold.ttf'),
]

type Press = { readonly compiler: NodeCompiler; readonly covers: Coverage }

let press: Press | undefined

const openPress = (): Press => {
  const fonts = FONTS.map((font) => readFileSync(fileURLToPath(font)))
  const coverages = fonts.map((font) => coverageOf(font))
  const seen = new Map<number, boolean>()
  return {
    // A template reads no file, so where it would read from does not matter.
    compiler: NodeCompiler.create({ workspace: tmpdir(), fontArgs: [{ fontBlobs: fonts }] }),
    covers: (codePoint) => {
      const known = seen.get(codePoint)
      if (known !== undefined) return known
      const covered = coverages.every((covers) => covers(codePoint))
      seen.set(codePoint, covered)
      return covered
    },
  }
}

/** What stands before every template: the data, and the family without any other to fall back on. */
const BEFORE = `#let data = json(bytes(sys.inputs.data))
#set text(font: "Noto Sans", fallback: false, lang: data.language)
#set document(title: data.title, date: none)
`

/**
 * A PDF/UA-1 from a Typst template, which finds `data` as a dictionary. The same template and data give the same bytes on
 * every machine. Characters that our fonts do not have become […] (see legible.ts). Throws when the template is wrong, or
 * the document would not be accessible (a picture without its text, a heading that skips a level).
 */
export const makePdf = (
  template: string,
  data: { readonly title: string; readonly language: string } & Readonly<Record<string, Given>>,
): Uint8Array => {
  const { compiler, covers } = (press ??= openPress())
  const inputs = { data: JSON.stringify(allLegible(data, covers)) }
  const compiled = compiler.compile({ mainFileContent: BEFORE + template, inputs })
  const { result } = compiled
  if (result === null) {
    const told = compiled.takeDiagnostics()?.shortDiagnostics ?? []
    throw new Error(`The document could not be made: ${JSON.stringify(told)}`)
  }
  const pdf = compiler.pdf(result, { pdfStandard: 'ua-1', creationTimestamp: 0 })
  // What the compiler remembers of documents long gone is let go of: thousands are made in one process.
  compiler.evictCache(10)
  return pdf
}
