import { createHash } from 'node:crypto'

export type Headers = Readonly<Record<string, string>>

/** A Content-Security-Policy source for one inline style or script: its SHA-256. */
export const cspHash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`

const DENIED_FEATURES = [
  'accelerometer',
  'autoplay',
  'bluetooth',
  'browsing-topics',
  'camera',
  'clipboard-read',
  'display-capture',
  'geolocation',
  'gyroscope',
  'hid',
  'identity-credentials-get',
  'idle-detection',
  'local-fonts',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'publickey-credentials-get',
  'screen-wake-lock',
  'serial',
  'storage-access',
  'usb',
  'xr-spatial-tracking',
]

/** What a public answer says to the browser and to caches between. */
export type Policy = {
  readonly styles: readonly string[]
  readonly scripts: readonly string[]
  /** True when the public origin is https: then HSTS holds. */
  readonly https: boolean
}

const TWO_YEARS = 63_072_000

/**
 * The headers of every public answer (requirements 37, 42, 44–47, 49 and 52).
 * `indexable` only for the findable page, the one that is made to be found.
 */
export const publicHeaders = (policy: Policy, indexable: boolean): Headers => ({
  'Content-Security-Policy': [
    "default-src 'none'",
    `style-src ${policy.styles.map(cspHash).join(' ') || "'none'"}`,
    `script-src ${policy.scripts.map(cspHash).join(' ') || "'none'"}`,
    // The icon is an empty data: address, so that no icon is ever asked for.
    'img-src data:',
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'Permissions-Policy': DENIED_FEATURES.map((feature) => `${feature}=()`).join(', '),
  'Referrer-Policy': 'no-referrer',
  // Brave: "off the record", asks the browser to keep the visit out of its history.
  'Request-OTR': '1',
  'X-Content-Type-Options': 'nosniff',
  'X-DNS-Prefetch-Control': 'off',
  'X-Robots-Tag': indexable ? 'noarchive' : 'noindex, noarchive, nosnippet',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  ...(policy.https ? { 'Strict-Transport-Security': `max-age=${TWO_YEARS}; includeSubDomains; preload` } : {}),
})

/**
 * The headers of every answer of the staff side. Style and the one script are files of our own, so the policy needs no
 * hashes; what is shown there is never kept by a browser or a cache between. The referrer stays within the origin:
 * `no-referrer` would take Origin from our own forms.
 */
export const staffHeaders = (https: boolean): Headers => ({
  'Content-Security-Policy': [
    "default-src 'none'",
    "style-src 'self'",
    "script-src 'self'",
    'img-src data:',
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'Permissions-Policy': [
    ...DENIED_FEATURES.filter((feature) => feature !== 'publickey-credentials-get').map((feature) => `${feature}=()`),
    'publickey-credentials-get=(self)',
    'publickey-credentials-create=(self)',
  ].join(', '),
  'Referrer-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
  'X-DNS-Prefetch-Control': 'off',
  'X-Robots-Tag': 'noindex, noarchive, nosnippet',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cache-Control': 'no-store',
  ...(https ? { 'Strict-Transport-Security': `max-age=${TWO_YEARS}; includeSubDomains` } : {}),
})
