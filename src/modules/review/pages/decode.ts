import sniff from 'html-encoding-sniffer'

const CHARSET = /charset\s*=\s*["']?\s*([^\s;"']+)/i
/** How far into a page its own word on its letters is looked for: some put a script and a dozen links before it. */
const LOOK_FAR = 16_384

const decoders = new Map<string, TextDecoder>()

const decoderOf = (encoding: string): TextDecoder => {
  const known = decoders.get(encoding)
  if (known !== undefined) return known
  const made = new TextDecoder(encoding)
  decoders.set(encoding, made)
  return made
}

/**
 * The text of a page from its bytes, by the HTML standard's encoding sniffing: byte order mark, then the header's
 * charset, then the page's own meta; with none of them UTF-8 when the bytes are that, and windows-1252 otherwise.
 * ISO-8859-1 is read as windows-1252, as browsers do. What cannot be read becomes U+FFFD; it never throws.
 */
export const decodeHtml = (body: Uint8Array, contentType: string | undefined): string => {
  const label = contentType === undefined ? undefined : CHARSET.exec(contentType)?.[1]
  const sniffed = (defaultEncoding: string): string =>
    sniff(body, {
      ...(label === undefined ? {} : { transportLayerEncodingLabel: label }),
      defaultEncoding,
      maxPrescanBytes: LOOK_FAR,
    })
  const encoding = sniffed('UTF-8')
  const text = decoded(body, encoding)
  // Nobody said it was UTF-8, and it is not.
  return encoding === 'UTF-8' && text.includes('\uFFFD') && sniffed(LATIN) === LATIN ? decoded(body, LATIN) : text
}

const LATIN = 'windows-1252'

const decoded = (body: Uint8Array, encoding: string): string => {
  try {
    return decoderOf(encoding).decode(body)
  } catch {
    // A name that the standard knows and this machine has no letters for (x-user-defined).
    return decoderOf(LATIN).decode(body)
  }
}
