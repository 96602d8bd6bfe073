/** Whether a font has a glyph for a character, by its code point. */
export type Coverage = (codePoint: number) => boolean

const TABLE_RECORD = 16
const ENCODING_RECORD = 8

/**
 * What a TrueType font can show, from its `cmap` table (OpenType 1.9, formats 4 and 12). Throws for a file that is no
 * such font: the fonts are ours, so that is a fault of the installation.
 */
export const coverageOf = (font: Uint8Array): Coverage => {
  const view = new DataView(font.buffer, font.byteOffset, font.byteLength)
  const cmap = tableAt(view, 'cmap')
  const subtables = Array.from(
    { length: view.getUint16(cmap + 2) },
    (_, at) => cmap + view.getUint32(cmap + 4 + at * ENCODING_RECORD + 4),
  )
  const wide = subtables.find((at) => view.getUint16(at) === 12)
  if (wide !== undefined) return groupsAt(view, wide)
  const narrow = subtables.find((at) => view.getUint16(at) === 4)
  if (narrow === undefined) throw new Error('The font has no cmap of format 4 or 12.')
  return segmentsAt(view, narrow)
}

const tableAt = (view: DataView, name: string): number => {
  const wanted = [...name].reduce((sum, letter) => sum * 256 + letter.charCodeAt(0), 0)
  for (let table = 0; table < view.getUint16(4); table += 1) {
    const record = 12 + table * TABLE_RECORD
    if (view.getUint32(record) === wanted) return view.getUint32(record + 8)
  }
  throw new Error(`The font has no table ${name}.`)
}

const groupsAt = (view: DataView, at: number): Coverage => {
  const groups = Array.from({ length: view.getUint32(at + 12) }, (_, group) => {
    const record = at + 16 + group * 12
    return { first: view.getUint32(record), last: view.getUint32(record + 4) }
  })
  return (codePoint) => groups.some(({ first, last }) => codePoint >= first && codePoint <= last)
}

/** Format 4: segments that map by a difference, or through a list where nought is no glyph. */
const segmentsAt = (view: DataView, at: number): Coverage => {
  const count = view.getUint16(at + 6) / 2
  const column = (place: number): number => at + 14 + place * count * 2 + (place === 0 ? 0 : 2)
  return (codePoint) => {
    if (codePoint >= 0xffff) return false
    for (let segment = 0; segment < count; segment += 1) {
      if (view.getUint16(column(0) + segment * 2) < codePoint) continue
      const first = view.getUint16(column(1) + segment * 2)
      if (first > codePoint) return false
      const offsetAt = column(3) + segment * 2
      const offset = view.getUint16(offsetAt)
      return offset === 0 || view.getUint16(offsetAt + offset + (codePoint - first) * 2) !== 0
    }
    return false
  }
}
