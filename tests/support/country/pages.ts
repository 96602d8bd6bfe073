import { AUDIENCES } from '#modules/review/facts/facts.ts'
import type { SiteTruth } from './truth.ts'
import { ANONYMOUS, EXITS, HANDBOOK, LANGUAGES, LISTED, NATIONAL, NEWS, SECTIONS, TRACKERS } from './texts.ts'

/** A page that a site has, by its path; the text is without its encoding. */
export type CountryPage = { readonly path: string; readonly html: string; readonly ofHelp: boolean }

const STEPS = [
  { path: '/omsorg', title: 'Omsorg och stöd' },
  { path: '/omsorg/stod', title: 'Stöd för dig och din familj' },
  { path: '/omsorg/stod/kris', title: 'Om du är i kris' },
] as const

const HELP = 'vald-i-nara-relationer'

/** The way from the start page to the page about violence: as many clicks as the site's depth. */
const wayOf = ({ depth }: SiteTruth): readonly string[] => {
  const through: readonly string[] = STEPS.slice(0, depth - 1).map(({ path }) => path)
  return [...through, `${through.at(-1) ?? ''}/${HELP}`]
}

export const helpPathOf = (site: SiteTruth): string => wayOf(site).at(-1) ?? '/'

const OTHERS = [
  ['Avfall och återvinning', 'Sopor hämtas varannan vecka. Sortera förpackningar för sig.'],
  ['Bygga och bo', 'Du söker bygglov hos miljö- och byggnämnden innan du börjar bygga.'],
  ['Skola och förskola', 'Läsåret börjar i augusti. Ansök om plats i förskolan sex månader i förväg.'],
  ['Idrott och fritid', 'Badhuset har öppet alla dagar utom måndagar. Boka en hall genom föreningsbyrån.'],
  ['Trafik och gator', 'Vi sandar gångvägar när det är halt. Felanmäl trasig gatubelysning.'],
  ['Bibliotek', 'Låna böcker med ditt lånekort. Sagostund varje lördag.'],
  ['Näringsliv', 'Frukostmöte för företagare den första onsdagen i månaden.'],
] as const

const OTHER_PARAGRAPH =
  'Kommunen arbetar för att det ska vara lätt att göra rätt. Här hittar du regler, taxor och vanliga frågor, och den som vill veta mer kan läsa nämndens protokoll. Uppgifterna gäller tills vidare och ses över varje år.'

const framed = (site: SiteTruth, { title, main, top = '' }: { title: string; main: string; top?: string }): string => {
  const first = wayOf(site)[0] ?? '/'
  const says = site.depth === 1 ? 'Våld i nära relationer' : STEPS[0].title
  return `<!doctype html>
<html lang="sv"><head><meta charset="${site.charset}"><title>${title} - ${site.name}s kommun</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="description" content="${title} i ${site.name}">
</head><body>
<header><a href="/">${site.name}s kommun</a><nav aria-label="Huvudmeny"><ul><li><a href="/om/0">Invånare</a></li><li><a href="${first}">${says}</a></li><li><a href="/nyheter">Nyheter</a></li></ul></nav>${searchOf(site)}</header>
${top}<main id="content">${main}</main>
<footer><h2>Kontakta kommunen</h2><p>Växel: ${site.switchboard.written}</p><p><a href="mailto:kommun@${hostOf(site)}">kommun@${hostOf(site)}</a></p></footer>
</body></html>`
}

const hostOf = ({ code }: SiteTruth): string => `kommun-${code}.example`

const searchOf = ({ search }: SiteTruth): string =>
  search === 'none'
    ? ''
    : `<form role="search" action="/sok" method="${search === 'post' ? 'post' : 'get'}"><label>Sök <input type="search" name="q"></label><button>Sök</button></form>`

const contactOf = (site: SiteTruth): string => {
  const { reception, onCall, shape, injected } = site
  const number = injected ? '<span id="number"></span>' : reception.written
  const script = injected
    ? `<script>document.getElementById('number').textContent = ${JSON.stringify(reception.written)}</script>`
    : ''
  const rows = [
    ['Socialtjänstens mottagning', number, reception.hoursWritten ?? ''],
    ...(onCall.kind === 'own-number'
      ? [['Socialjouren', onCall.number.written, onCall.number.hoursWritten ?? '']]
      : []),
  ]
  const after = onCall.kind === 'via-112' ? '<p>På kvällar, nätter och helger når du socialjouren genom 112.</p>' : ''
  const told =
    shape === 'table'
      ? `<table><tr><th>Vem</th><th>Telefon</th><th>Tider</th></tr>${rows.map((cells) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('')}</table>`
      : rows.map(([who = '', written = '', when = '']) => `<p>${who}: ${written}, ${when}.</p>`).join('')
  const box =
    shape === 'accordion' ? `<details><summary>Ring oss</summary>${told}${after}</details>` : `${told}${after}`
  return `<h2>Kontakt</h2>${box}${script}`
}

const listOf = ({ groups, listsTheRest }: SiteTruth): string => {
  const words = AUDIENCES.filter((group) => !groups.has(group)).flatMap((group) => LISTED[group] ?? [])
  return listsTheRest && words.length > 0
    ? `<p>Alla har rätt till hjälp, oavsett ${words.join(', ')} och bakgrund.</p>`
    : ''
}

const helpOf = (site: SiteTruth): string => {
  const { groups, national, anonymous, languages } = site
  const sections = [...groups].map((group) => SECTIONS[group]).join('\n')
  const others = languages.map((tag) => `<a href="/sprak/${tag}" lang="${tag}">${LANGUAGES[tag].link}</a>`).join(' ')
  return `<h1>Våld i nära relationer</h1>
<p>Är det akut? Ring 112.</p>
<p>Är du utsatt för våld av någon som står dig nära? Våld är aldrig ditt fel, och du kan få hjälp att få det att sluta. Våldet kan vara slag och sparkar, hot, kontroll, sexuella övergrepp eller att någon tar dina pengar.</p>
${contactOf(site)}
${NATIONAL[national]}
${anonymous ? ANONYMOUS : ''}
${listOf(site)}
${sections}
${others === '' ? '' : `<p>${others}</p>`}
<p>Sidan granskad 2026-09-01</p>`
}

/** Every page of a site that answers, the pages that its traps make apart. */
export const pagesOf = (site: SiteTruth): readonly CountryPage[] => {
  const way = wayOf(site)
  const help = helpPathOf(site)
  const tracked = TRACKERS[site.tracking]
  const steps = way.slice(0, -1).map((path, at) => {
    const next = way[at + 1] ?? help
    const says = next === help ? 'Våld i nära relationer' : (STEPS[at + 1]?.title ?? '')
    const title = STEPS[at]?.title ?? ''
    const main = `<h1>${title}</h1><p>${OTHER_PARAGRAPH}</p><ul><li><a href="${next}">${says}</a></li></ul>`
    return { path, ofHelp: false, html: framed(site, { title, main }) }
  })
  const others = Array.from({ length: site.others }, (_, at) => {
    const [title, text] = OTHERS[at % OTHERS.length] ?? OTHERS[0]
    const links = [at * 2 + 1, at * 2 + 2].filter((next) => next < site.others)
    const main = `<h1>${title} ${at}</h1><p>${text}</p><p>${OTHER_PARAGRAPH}</p><ul>${links.map((next) => `<li><a href="/om/${next}">${OTHERS[next % OTHERS.length]?.[0]} ${next}</a></li>`).join('')}</ul>`
    return { path: `/om/${at}`, ofHelp: false, html: framed(site, { title: `${title} ${at}`, main }) }
  })
  const languages = site.languages.map((tag) => ({
    path: `/sprak/${tag}`,
    ofHelp: true,
    html: framed(site, { title: LANGUAGES[tag].title, main: LANGUAGES[tag].html }),
  }))
  const start = `<h1>Välkommen till ${site.name}</h1><p>${OTHER_PARAGRAPH}</p><p><a href="${NEWS.path}">${NEWS.title}</a></p>${trapLinks(site)}${tracked}`
  const news = `<h1>Nyheter</h1><ul><li><a href="${NEWS.path}">En orange vecka</a></li><li><a href="${HANDBOOK.path}">${HANDBOOK.title}</a></li></ul>`
  return [
    { path: '/', ofHelp: false, html: framed(site, { title: 'Start', main: start }) },
    ...steps,
    {
      path: help,
      ofHelp: true,
      html: framed(site, { title: 'Våld i nära relationer', main: helpOf(site) + tracked, top: EXITS[site.exit] }),
    },
    ...languages,
    { path: '/nyheter', ofHelp: false, html: framed(site, { title: 'Nyheter', main: news }) },
    { path: NEWS.path, ofHelp: false, html: framed(site, { title: NEWS.title, main: NEWS.html }) },
    { path: HANDBOOK.path, ofHelp: false, html: framed(site, { title: HANDBOOK.title, main: HANDBOOK.html }) },
    ...others,
  ]
}

const TRAP_LINKS = {
  calendar: '<a href="/kalender?manad=2026-11">Kalender</a>',
  session: '<a href="/lista;jsessionid=1?sid=1">Anslagstavla</a>',
  deeper: '<a href="/djup/djup">Arkiv</a>',
  bomb: '<a href="/stor">Ladda ner allt</a>',
  'wrong-type': '<a href="/bild">Stöd i bild</a>',
  'broken-html': '<a href="/trasig">Gamla sidan</a>',
  drip: '<a href="/dropp">Långsam sida</a>',
  loop: '<a href="/runt">Runt</a>',
} as const

const trapLinks = ({ traps }: SiteTruth): string => traps.map((trap) => `<p>${TRAP_LINKS[trap]}</p>`).join('')

/** What the search of a site shows for a word: the page about violence first, where it finds anything. */
export const resultsOf = (site: SiteTruth, word: string): string => {
  const found = site.search === 'finds' && /våld|misshandel|kvinno|rädd|skydd|slår|violence/iu.test(word)
  const hits = found
    ? `<ol><li><a href="${helpPathOf(site)}">Våld i nära relationer</a><p>Är du utsatt för våld?</p></li><li><a href="${NEWS.path}">${NEWS.title}</a></li></ol>`
    : '<p>Inga träffar.</p>'
  return framed(site, { title: `Sökresultat för ${word}`, main: `<h1>Sökresultat</h1>${hits}` })
}
