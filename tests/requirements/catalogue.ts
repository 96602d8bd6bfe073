/** One of the 68 requirements on the safety of whoever reads the site. */
export type Requirement = { readonly number: number; readonly theme: string; readonly text: string }

/** What a test noted of a requirement: one line of JSON each, in the file that REQUIREMENTS_LOG names. */
export type Noted = {
  readonly number: number
  readonly title: string
  readonly result: 'pass' | 'fail' | 'not yet' | 'not testable here' | 'skipped'
  readonly why?: string
  /** The deliberate faults that the test was shown to find. */
  readonly mutations?: readonly string[]
}

/**
 * The numbered requirements, word for word from the project's research on content and safety, section B.3, of
 * 2026-11-23 (what support lines, the GOV.UK exit component, NNEDV and own experiments taught). The numbers never
 * change: tests, headers and decisions refer to them.
 */
const THEMES: Readonly<Record<string, Readonly<Record<number, string>>>> = {
  'Leaving quickly': {
    1: 'Exit control is present on every public page incl. 404, 500, offline and maintenance pages',
    2: 'Works with JavaScript off (plain link, `rel="nofollow noreferrer noopener"`)',
    3: 'Visible within the viewport at every scroll position, 320–1920 px wide, 400 % zoom, both text directions',
    4: 'Nothing ever covers it: no cookie banner, dialog, toast, chat, on-screen keyboard (visualViewport)',
    5: 'One activation leaves; no confirmation, no animation',
    6: 'Screen is blanked before the network answers',
    7: 'Blank overlay uses neutral colour, honours dark mode, and the tab title is neutral at once',
    8: 'Three presses of Shift leave; other key resets; > 5 s pause resets; Shift as modifier (typing capitals) never counts',
    9: 'Esc is not used as exit',
    10: 'Secondary exit link is among the first two focus stops',
    11: 'Screen reader hears a discreet status, never the words violence or abuse',
    12: 'Label is understandable, localised and same place in all languages ("Lämna sidan snabbt")',
    13: 'After exit, Back does not show site content (Chromium, Firefox, WebKit)',
    14: 'After exit, Forward does not show site content',
    15: 'Navigation history of the tab holds no site entries when entered from another site with "flattened" mode on',
    16: 'If restored from bfcache after exit the page leaves again before content paints',
    17: 'Exit passes own hop `POST/GET /lamna` that ends the session and answers `Clear-Site-Data: "cache","cookies","storage"`, `no-store`, 303 to destination',
    18: 'Hop failing or slow (> 300 ms) never blocks: client falls back to direct replace',
    19: 'Destination is a fast, boring, non-personalised HTTPS site, configurable per municipality, from an allow list; no redirect chain through trackers; works in that language',
    20: 'Destination receives no referrer and no query identifying us',
    21: 'No new tab is opened by default (a left-behind tab with our page is worse)',
    22: "Exit also closes the site's other open tabs' content (BroadcastChannel → each blanks and replaces)",
    23: 'A first-visit, non-modal safety line says what exit does **and does not** do, and lets the user try it',
    24: 'Exit works offline and on 2G: overlay at once, destination queued',
  },
  'Traces on the device': {
    25: 'Host name, path, query and fragment never contain sensitive words in any language (våld, heder, kvinnofrid, hjalp-vald, abuse …); contact pages use opaque paths',
    26: '`<title>` and `og:` data neutral on all pages in safe mode (e.g. "Information – Kommunen"); no sensitive word in title of contact pages ever',
    27: 'Favicon, theme colour, manifest and touch icon are neutral and identical on all pages',
    28: 'Not installable: no web app manifest with sensitive name, no service-worker prompt, no push-permission request anywhere',
    29: 'No cookies, localStorage, sessionStorage, IndexedDB, Cache Storage or service worker on information pages',
    30: 'Contact channel keeps its key material in memory only; nothing persisted unless the user explicitly asks',
    31: 'All session pages: `Cache-Control: no-store`; static assets have neutral names',
    32: 'Session pages cannot be revived from bfcache: server-side session check on `pageshow`, DOM emptied on `pagehide`',
    33: '`autocomplete="off"`, `spellcheck="false"`, no `name` values that browsers save; no password-manager prompt with site label unless user chose it',
    34: 'Forms are not restored after Back or reload',
    35: 'App switcher/thumbnail: content blanked on `visibilitychange: hidden` in the contact channel',
    36: 'Downloads have neutral file names and neutral PDF titles',
    37: '`Request-OTR: 1` sent on all HTML of the public site',
    38: "Safety page tells: history remains; private window; delete *only this site*; wiping all is suspicious; borrowed device; spyware sees everything; synced accounts and shared tabs; search suggestions; the phone's call log; photo roll if you screenshot",
    39: 'No text claims "spårlöst", "säker" or "helt anonym"',
    40: '`tel:` links never auto-dial; a line beside says "samtalet syns i telefonens samtalslista" and how to remove it',
    41: 'Numbers are shown as selectable text too, so they can be called from another phone',
  },
  'Network, third parties, search': {
    42: 'HTTPS only, HSTS preload-ready, HTTP → 308',
    43: 'Zero third-party requests (fonts, maps, video, analytics, captcha, CDN)',
    44: '`Referrer-Policy: no-referrer` on everything',
    45: "CSP without `unsafe-*`, `connect-src 'self'`, `frame-ancestors 'none'`, `form-action 'self'`",
    46: '`Permissions-Policy` denies geolocation, camera, microphone, etc.; site never asks for location to find municipality',
    47: '`X-Robots-Tag: noindex, noarchive, nosnippet` on contact/session pages; public information pages indexable with neutral snippet',
    48: 'One wildcard-free host for all municipalities possible, so that DNS/SNI shows only a general host; municipality in path, not subdomain',
    49: '`X-DNS-Prefetch-Control: off`, no preconnect, no speculation rules to external sites',
    50: 'No link tracking parameters; inbound `utm_*`, `fbclid` etc. stripped by redirect before render',
    51: 'Server logs hold no IP, user agent, path of contact pages or timestamps finer than an hour for public pages',
    52: 'Link previews (Slack, WhatsApp, iMessage) show neutral text and no image',
    53: 'Response size of pages padded into buckets in the contact channel (traffic analysis)',
    54: 'Site usable in Tor Browser "safest" and with private relay/VPN; no IP-based blocking, no captcha',
    55: 'Sensitive links to other sites carry `rel="noreferrer noopener"` and open in same tab with replace',
  },
  'Outgoing messages': {
    56: 'Default is *no notification at all*; the person returns with their code',
    57: 'If chosen: SMS/e-mail text and sender contain nothing about violence, social services or the product; same text for everyone; user sees the exact text in advance',
    58: 'First 90 characters (lock-screen preview) neutral; e-mail subject neutral, no preheader, no remote image, no link with token',
    59: "Sender name not in contact with the municipality's normal service numbers if user asked so; never voicemail",
    60: 'No calendar invites, no push, no read receipts',
  },
  'Accessibility and resilience': {
    61: 'WCAG 2.1 AA via EN 301 549 V3.2.1 (DOS-lagen); aim for 2.2 AA; exit control contrast ≥ 4.5:1',
    62: '112 box is the first content after exit control on every audience page, before any picture or story',
    63: 'Page usable ≤ 100 kB, no JS required to read or call',
    64: 'RTL pages mirror layout but keep numbers LTR (`<bdi dir="ltr">`)',
    65: 'No audio or video starts by itself; film has captions, transcript; no sound by default',
    66: 'No "someone is typing", online status, or time-stamped last-seen in the channel',
    67: 'Session times out after 10 min idle to the *neutral* page, with no warning dialog naming the service',
    68: 'Decoy wording is honest: neutral title yes, but the page itself says who is behind it',
  },
}

export const REQUIREMENTS: readonly Requirement[] = Object.entries(THEMES).flatMap(([theme, texts]) =>
  Object.entries(texts).map(([number, text]) => ({ number: Number(number), theme, text })),
)
