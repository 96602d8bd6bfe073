import { NOTHING, type Html } from '#kernel/html.ts'
import { nextMidnight, stockholm } from '#kernel/dates.ts'
import { nextPauseTurn } from '#modules/collaboration/index.ts'
import { nextCrisisTurn, type Municipality } from '#modules/municipality/index.ts'
import type { Rendered } from '#platform/http/page-cache.ts'
import { NOWHERE, SOURCE_LANGUAGE, type Address } from './address.ts'
import { AUDIENCES, type AudienceId } from './audience.ts'
import { aboutFill, countedTable } from './about-values.ts'
import type { Moment } from './answering-in-words.ts'
import { callsFor, filledIn, telOf } from './calls-in-words.ts'
import { doorsView } from './doors-in-words.ts'
import { localView } from './local-in-words.ts'
import { pieceHeaders } from './headers.ts'
import { aboutPage } from './pages/about.ts'
import { cardPage } from './pages/card.ts'
import { choosePage } from './pages/choose.ts'
import { findablePage } from './pages/findable.ts'
import { fragmentHtml, fragmentJson } from './pages/fragment.ts'
import type { PageContext } from './pages/frame.ts'
import { audiencePage, frontPage, type HelpView, type Place } from './pages/help.ts'
import { reviewData, reviewLink, reviewPage } from './pages/review.ts'
import { shownAbout } from './text/texts.ts'
import { ABOUT_SCOPE, contextFor, crisesIn, languageOr, sayFor, type Known, type World } from './world.ts'

type Purpose = PageContext['purpose']

/** Whom a page is for that names no audience. */
const ANYONE: AudienceId = 'exposed'
const HTML = 'text/html; charset=utf-8'
const JSON_TYPE = 'application/json; charset=utf-8'

/**
 * The page at an address, for a moment; nothing when the address has no page of its own (what does not exist, has moved
 * or is not a page). Pure: the same world and moment give the same page. `export` pages say hours and never "open now".
 */
export const renderPage = (world: World, address: Address, now: Date, purpose: Purpose): Rendered | undefined => {
  switch (address.kind) {
    case 'choose':
      return chosen(world, now, purpose)
    case 'help':
      return help(world, address, now, purpose)
    case 'findable':
      return findable(world, address.code, now, purpose)
    case 'fragment':
      return fragment(world, address, now)
    case 'about':
      return about(world, address, now, purpose)
    case 'review':
      return review(world, address, now, purpose)
    default:
      return undefined
  }
}

const chosen = (world: World, now: Date, purpose: Purpose): Rendered => {
  const context = contextFor(world, languageOr(world.prepared, SOURCE_LANGUAGE), NOWHERE, purpose, now)
  const { first, until } = callsFor(momentOf(world, SOURCE_LANGUAGE, now, purpose), ANYONE, undefined)
  return page(world, choosePage(context, world.facts.municipalities, { kind: 'fresh', first }), {
    scope: NOWHERE,
    now,
    until,
  })
}

const help = (
  world: World,
  { language: tag, code, audience }: Extract<Address, { kind: 'help' }>,
  now: Date,
  purpose: Purpose,
): Rendered | undefined => {
  const { prepared } = world
  const language = prepared.languages.get(tag)
  const place = placeOf(world, code, tag, now, purpose)
  if (language === undefined || place === undefined) return undefined
  const released = prepared.texts.released.has(tag)
  if (!released && audience !== undefined) return undefined
  const context = contextFor(world, language, code, purpose, now)
  const shownTo = audience ?? ANYONE
  const moment = momentOf(world, tag, now, purpose)
  const { first, lines, until } = callsFor(moment, shownTo, place.municipality)
  const kept = { scope: code, now, until, counted: true }
  if (!released) return page(world, cardPage(context, place.view, first), kept)
  const view: HelpView = {
    place: place.view,
    audience,
    first,
    lines,
    today: stockholm(now).date,
    police: telOf(moment, 'police-114-14') ?? NOTHING,
  }
  if (audience === undefined)
    return page(world, frontPage(context, view, namesIn(world, tag), world.facts.municipalities), kept)
  const shown = prepared.pages.get(tag)?.get(audience)
  if (shown === undefined) return undefined
  return page(
    world,
    audiencePage(context, view, shown, (placeholder) => filledIn(moment, placeholder)),
    kept,
  )
}

const findable = (world: World, code: string, now: Date, purpose: Purpose): Rendered | undefined => {
  const place = placeOf(world, code, SOURCE_LANGUAGE, now, purpose)
  if (place === undefined) return undefined
  const context = contextFor(world, languageOr(world.prepared, SOURCE_LANGUAGE), code, purpose, now)
  const { first, until } = callsFor(momentOf(world, SOURCE_LANGUAGE, now, purpose), ANYONE, place.municipality)
  return page(world, findablePage(context, place.view, first), {
    scope: code,
    now,
    until,
    counted: true,
    found: true,
  })
}

/** A piece for another site says hours and never what is open: it may be kept there for a while. */
const fragment = (
  world: World,
  { code, audience, format }: Extract<Address, { kind: 'fragment' }>,
  now: Date,
): Rendered | undefined => {
  const place = placeOf(world, code, SOURCE_LANGUAGE, now, 'export')
  if (place === undefined) return undefined
  const { lines } = callsFor(momentOf(world, SOURCE_LANGUAGE, now, 'export'), audience ?? ANYONE, place.municipality)
  const { prepared } = world
  const notices = crisesIn(world, code, SOURCE_LANGUAGE, now)
  const view = { place: place.view, audience, calls: lines, origin: prepared.origin, notices }
  const body = format === 'json' ? fragmentJson(view) : fragmentHtml(sayFor(prepared, SOURCE_LANGUAGE), view)
  return {
    status: 200,
    body,
    headers: { ...pieceHeaders(prepared.headers.bare), 'Content-Type': format === 'json' ? JSON_TYPE : HTML },
    validUntil: earliest(nextMidnight(now), nextKnownTurn(world, now)),
    scope: code,
    counted: false,
  }
}

const about = (
  world: World,
  { language: tag, page: name }: Extract<Address, { kind: 'about' }>,
  now: Date,
  purpose: Purpose,
): Rendered | undefined => {
  const { prepared } = world
  const language = prepared.languages.get(tag)
  if (language === undefined || !prepared.texts.released.has(tag)) return undefined
  const { text, language: written } = shownAbout(prepared.texts, tag, name)
  const context = contextFor(world, language, NOWHERE, purpose, now)
  const moment = momentOf(world, tag, now, purpose)
  const fill = (placeholder: string): Html | undefined =>
    aboutFill(world, context.say, placeholder) ?? filledIn(moment, placeholder)
  const extra =
    name === 'counting'
      ? countedTable(world, context.say, purpose)
      : name === 'open-data'
        ? reviewLink(world.reviews, tag)
        : NOTHING
  return page(world, aboutPage(context, name, text, written, fill, extra), { scope: ABOUT_SCOPE, now })
}

const review = (
  world: World,
  address: Extract<Address, { kind: 'review' }>,
  now: Date,
  purpose: Purpose,
): Rendered | undefined => {
  const { prepared, reviews } = world
  if (reviews === undefined) return undefined
  const data = reviewData(reviews, address.page)
  if (data !== undefined) {
    const headers = { ...pieceHeaders(prepared.headers.bare), 'Content-Type': data.type }
    return { status: 200, body: data.body, headers, validUntil: nextMidnight(now), scope: ABOUT_SCOPE, counted: false }
  }
  const context = contextFor(world, languageOr(prepared, address.language), NOWHERE, purpose, now)
  const body = reviewPage(context, reviews, address)
  return body === undefined ? undefined : page(world, body, { scope: ABOUT_SCOPE, now })
}

const page = (
  world: World,
  body: string,
  {
    scope,
    now,
    until,
    counted = false,
    found = false,
  }: { scope: string; now: Date; until?: Date | undefined; counted?: boolean; found?: boolean },
): Rendered => ({
  status: 200,
  body,
  headers: {
    ...(found ? world.prepared.headers.found : world.prepared.headers.hidden),
    'Content-Type': HTML,
    // A browser keeps nothing; a cache between may hold the page as long as it is true, a minute at most.
    'Cache-Control': 'no-store',
    'CDN-Cache-Control': 'max-age=60',
    Vary: 'Accept-Encoding',
  },
  // Dates and what has grown too old turn at midnight.
  validUntil: earliest(until, nextMidnight(now), nextKnownTurn(world, now)),
  scope,
  counted,
})

const momentOf = ({ facts, receptions, prepared }: World, tag: string, now: Date, purpose: Purpose): Moment => ({
  facts,
  receptions,
  tag,
  say: sayFor(prepared, tag),
  now,
  openNow: purpose === 'live',
})

/** The place of a code, in words of a language; nothing when there is no such municipality. */
const placeOf = (
  world: World,
  code: string,
  tag: string,
  now: Date,
  purpose: Purpose,
): { readonly view: Place; readonly municipality: Municipality | undefined } | undefined => {
  const moment = momentOf(world, tag, now, purpose)
  if (code === NOWHERE) {
    return {
      view: {
        code,
        name: moment.say('nowhere.name'),
        nowhere: true,
        website: undefined,
        doors: undefined,
        local: undefined,
      },
      municipality: undefined,
    }
  }
  const municipality = world.facts.municipalities.get(code)
  if (municipality === undefined) return undefined
  return {
    view: {
      code,
      name: municipality.name,
      nowhere: false,
      website: municipality.website,
      doors: doorsView(moment, municipality),
      local: localView(moment, municipality),
    },
    municipality,
  }
}

const namesIn = ({ prepared }: World, tag: string): readonly { id: AudienceId; name: string; language: string }[] =>
  AUDIENCES.flatMap(({ id }) => {
    const shown = prepared.pages.get(tag)?.get(id)
    return shown === undefined ? [] : [{ id, name: shown.name, language: shown.language }]
  })

/** When what pages show changes by itself: a crisis notice, or a reception's pause, begins or ends. */
export const nextKnownTurn = ({ facts, receptions }: Known, now: Date): Date | undefined =>
  earliest(nextCrisisTurn(facts.crises, now), nextPauseTurn(receptions, now))

const earliest = (...moments: readonly (Date | undefined)[]): Date | undefined =>
  moments.reduce(
    (first, moment) => (moment !== undefined && (first === undefined || moment < first) ? moment : first),
    undefined,
  )
