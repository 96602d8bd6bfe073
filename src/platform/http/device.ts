const BROWSERS: readonly (readonly [string, RegExp])[] = [
  ['Edge', /\bEdg\//],
  ['Firefox', /\bFirefox\//],
  ['Chrome', /Chrom(?:e|ium)\//],
  ['Safari', /\bSafari\//],
]
const SYSTEMS: readonly (readonly [string, RegExp])[] = [
  ['Windows', /\bWindows\b/],
  ['iPhone', /\biPhone\b/],
  ['iPad', /\biPad\b/],
  ['Android', /\bAndroid\b/],
  ['macOS', /\bMac OS X\b/],
  ['Linux', /\bLinux\b/],
]

/** Browser and system by which one knows one's own session again: "Firefox, Windows". No version, nothing finer. */
export const deviceOf = (userAgent: string | undefined): string =>
  [BROWSERS, SYSTEMS].map((known) => known.find(([, mark]) => mark.test(userAgent ?? ''))?.[0] ?? '?').join(', ')
