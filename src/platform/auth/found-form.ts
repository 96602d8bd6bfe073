import { z } from 'zod'
import { html, NOTHING, type Html } from '#kernel/html.ts'
import {
  areaField,
  checkField,
  choiceField,
  errorSummary,
  form,
  hidden,
  radioField,
  readForm,
  textField,
  type Fault,
  type FieldContext,
  type FormRead,
} from '../http/form.ts'
import type { Visit } from '../http/staff-routes.ts'
import type { NewOrganisation } from './entry.ts'
import { bringsIn, stillOutside, type Listed } from './found.ts'
import { inviteeFields } from './invitee.ts'
import type { Kind } from './kind.ts'
import { codeOf, type Organisation, type Served, type Tie } from './organisation.ts'
import type { Places } from './places.ts'

/** An organisation that is brought in, and who is invited first. */
export type Founding = {
  readonly organisation: NewOrganisation
  readonly first: { readonly name: string; readonly email: string }
}

type Around = {
  readonly own: Organisation
  readonly kind: Kind
  readonly places: Places
  readonly there: readonly Listed[]
}

const LONGEST_NAME = 100
const first = z.object(inviteeFields)
const named = z.object({
  organisation: z
    .string('founding.name-missing')
    .trim()
    .min(1, 'founding.name-missing')
    .max(LONGEST_NAME, 'founding.name-missing'),
})

/** What the form says, or every fault in it; a place that somebody else brought in meanwhile is one. */
export const readFounding = (given: URLSearchParams, around: Around): FormRead<Founding> => {
  const [organisation, invited] = [readTied(given, around), readForm(given, first)]
  if (organisation.ok && invited.ok)
    return { ok: true, value: { organisation: organisation.value, first: invited.value } }
  return { ok: false, faults: [organisation, invited].flatMap((read) => (read.ok ? [] : read.faults)) }
}

const readTied = (given: URLSearchParams, around: Around): FormRead<NewOrganisation> => {
  const { kind, places } = around
  switch (kind) {
    case 'county': {
      const code = given.get('code') ?? ''
      return placed(places.county(code)?.organisation, { kind, county: code }, around)
    }
    case 'municipality': {
      const code = given.get('code') ?? ''
      return placed(places.municipality(code)?.organisation, { kind, municipality: code }, around)
    }
    case 'agency':
    case 'operator':
      return calledBy(given, { kind }, around)
    case 'rss': {
      const serves = readServed(given, places)
      const read = calledBy(given, { kind, serves: serves.ok ? serves.value : [] }, around)
      if (serves.ok) return read
      return { ok: false, faults: [...(read.ok ? [] : read.faults), ...serves.faults] }
    }
  }
}

const wrong = (field: string, says: string): { readonly ok: false; readonly faults: readonly Fault[] } => ({
  ok: false,
  faults: [{ field, says }],
})

const placed = (name: string | undefined, tie: Tie, { own, there }: Around): FormRead<NewOrganisation> => {
  if (name === undefined || !bringsIn(own, tie)) return wrong('code', 'founding.place-missing')
  const same = there.find((one) => one.kind === tie.kind && codeOf(one) === codeOf(tie))
  if (same === undefined) return { ok: true, value: { name, tie } }
  return wrong('code', same.leftAt === null ? 'founding.exists' : 'founding.has-left')
}

const calledBy = (given: URLSearchParams, tie: Tie, { there }: Around): FormRead<NewOrganisation> => {
  const read = readForm(given, named)
  if (!read.ok) return read
  const name = read.value.organisation
  const taken = there.some((one) => one.kind === tie.kind && one.name.toLowerCase() === name.toLowerCase())
  return taken ? wrong('organisation', 'founding.name-taken') : { ok: true, value: { name, tie } }
}

/** Those ticked of the county, and those written by name: each said of that very municipality, or assumed of them all. */
const readServed = (given: URLSearchParams, places: Places): FormRead<readonly Served[]> => {
  const ticked = given.getAll('serves').filter((code) => places.municipality(code) !== undefined)
  const written = (given.get('more') ?? '').split(/[\n,;]/).map((line) => line.trim().toLowerCase())
  const more = written.filter((line) => line !== '').map((line) => codeMeant(line, places))
  if (more.includes(undefined)) return wrong('more', 'founding.more-unknown')
  const basis = given.get('basis')
  if (basis !== 'named' && basis !== 'assumed') return wrong('basis', 'founding.basis-missing')
  const codes = new Set([...ticked, ...more.filter((code) => code !== undefined)])
  if (codes.size === 0) return wrong('serves', 'founding.serves-missing')
  return { ok: true, value: [...codes].toSorted().map((municipality) => ({ municipality, basis })) }
}

const codeMeant = (written: string, { municipalities }: Places): string | undefined =>
  municipalities.find(
    ({ code, name, organisation }) =>
      code === written || name.toLowerCase() === written || organisation.toLowerCase() === written,
  )?.code

/** The form for one kind of organisation and its first person. */
export const foundingForm = (visit: Visit, around: Around, faults: readonly Fault[]): Html => {
  const { say } = visit
  const context = { say, faults }
  const given = (name: string): string | undefined => visit.form.get(name) ?? visit.query.get(name) ?? undefined
  return html`${errorSummary(say, faults)}
<p><a href="/organisations">← ${say('organisations.title')}</a></p>
${form(
  visit,
  '/organisations',
  html`${hidden('kind', around.kind)}
${tiedFields(visit, context, around, given)}
<h2>${say('founding.first')}</h2><p>${say('founding.first-text')}</p>
${textField(context, { name: 'name', label: say('people.name-label'), value: given('name') })}
${textField(context, { name: 'email', label: say('people.email-label'), type: 'email', value: given('email') })}
<p><button>${say('founding.do')}</button></p>`,
)}`
}

type Given = (name: string) => string | undefined

const tiedFields = (visit: Visit, context: FieldContext, around: Around, given: Given): Html => {
  const { say } = context
  const { own, kind, places, there } = around
  const organisation = textField(context, {
    name: 'organisation',
    label: say('organisations.called'),
    value: given('organisation'),
  })
  if (kind === 'agency' || kind === 'operator') return organisation
  if (kind === 'rss') return html`${organisation}${servedFields(visit, context, places, given)}`
  return choiceField(context, {
    name: 'code',
    label: say(`founding.place.${kind}`),
    value: given('code'),
    options: [
      { value: '', label: say('founding.choose') },
      ...stillOutside(own, kind, places, there).map(({ code, organisation: label }) => ({ value: code, label })),
    ],
  })
}

const servedFields = (visit: Visit, context: FieldContext, places: Places, given: Given): Html => {
  const { say } = context
  const county = given('county') ?? ''
  if (places.county(county) === undefined) return NOTHING
  const options = places.municipalities.filter(({ code }) => code.startsWith(county))
  const one = places.hasOneRss(county)
  const sent = visit.form.has('kind')
  return html`${hidden('county', county)}
${checkField(context, {
  name: 'serves',
  legend: say('founding.serves'),
  hint: say(one ? 'founding.serves-one' : 'founding.serves-several'),
  values: sent ? visit.form.getAll('serves') : one ? options.map(({ code }) => code) : [],
  options: options.map(({ code, name }) => ({ value: code, label: name })),
})}
${areaField(context, { name: 'more', label: say('founding.more'), hint: say('founding.more-hint'), value: given('more') })}
${radioField(context, {
  name: 'basis',
  legend: say('founding.basis'),
  value: given('basis'),
  options: [
    { value: 'named', label: say('founding.basis-named') },
    { value: 'assumed', label: say('founding.basis-assumed') },
  ],
})}`
}

/** A structure's county first: its municipalities are what the form is about. */
export const countyFirst = ({ say, language }: Visit, places: Places): Html =>
  html`<p><a href="/organisations">← ${say('organisations.title')}</a></p>
<form method="get" action="/organisations/new">${hidden('kind', 'rss')}${hidden('lang', language)}
${choiceField(
  { say, faults: [] },
  {
    name: 'county',
    label: say('founding.county'),
    hint: say('founding.county-hint'),
    options: places.counties.map(({ code, name }) => ({ value: code, label: name })),
  },
)}
<p><button>${say('founding.go-on')}</button></p></form>`
