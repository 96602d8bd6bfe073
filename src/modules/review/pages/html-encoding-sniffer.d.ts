/** The part of the package that is used here; it comes without types. */
declare module 'html-encoding-sniffer' {
  const sniff: (
    bytes: Uint8Array,
    options: {
      readonly transportLayerEncodingLabel?: string
      readonly defaultEncoding: string
      readonly maxPrescanBytes: number
    },
  ) => string
  export default sniff
}
