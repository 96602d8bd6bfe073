import { inflateSync } from 'node:zlib'

export type Colour = { readonly red: number; readonly green: number; readonly blue: number }

const HEADER = 8
const CHANNELS: Readonly<Record<number, number>> = { 2: 3, 6: 4 }

/**
 * The one colour of a picture that shows nothing, or undefined when there is anything to see in it. For the PNGs that
 * browsers make of what they show: eight bits a channel, not interlaced. Throws for any other.
 */
export const onlyColour = (png: Buffer): Colour | undefined => {
  let width = 0
  let channels = 0
  const parts: Buffer[] = []
  for (let at = HEADER; at < png.length;) {
    const length = png.readUInt32BE(at)
    const kind = png.toString('latin1', at + 4, at + 8)
    const data = png.subarray(at + 8, at + 8 + length)
    if (kind === 'IHDR') {
      width = data.readUInt32BE(0)
      channels = data[8] === 8 && data[12] === 0 ? (CHANNELS[data[9] ?? 0] ?? 0) : 0
    }
    if (kind === 'IDAT') parts.push(data)
    at += length + 12
  }
  if (channels === 0) throw new Error('A picture of a kind that cannot be looked at here.')
  const lines = unfiltered(inflateSync(Buffer.concat(parts)), width * channels, channels)
  const [red = 0, green = 0, blue = 0] = lines
  for (let at = 0; at < lines.length; at += channels)
    if (lines[at] !== red || lines[at + 1] !== green || lines[at + 2] !== blue) return undefined
  return { red, green, blue }
}

/** Undoes what each line of a PNG was filtered with (https://www.w3.org/TR/png-3/#9Filters). */
const unfiltered = (raw: Buffer, wide: number, step: number): Buffer => {
  const high = raw.length / (wide + 1)
  const out = Buffer.alloc(wide * high)
  for (let y = 0; y < high; y += 1) {
    const filter = raw[y * (wide + 1)]
    for (let x = 0; x < wide; x += 1) {
      const at = y * wide + x
      const left = x < step ? 0 : (out[at - step] ?? 0)
      const above = y === 0 ? 0 : (out[at - wide] ?? 0)
      const corner = x < step || y === 0 ? 0 : (out[at - wide - step] ?? 0)
      out[at] = (raw[y * (wide + 1) + 1 + x] ?? 0) + predicted(filter, left, above, corner)
    }
  }
  return out
}

const predicted = (filter: number | undefined, left: number, above: number, corner: number): number => {
  switch (filter) {
    case 1:
      return left
    case 2:
      return above
    case 3:
      return (left + above) >> 1
    case 4: {
      const guess = left + above - corner
      const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - above), Math.abs(guess - corner)]
      return a <= b && a <= c ? left : b <= c ? above : corner
    }
    default:
      return 0
  }
}
