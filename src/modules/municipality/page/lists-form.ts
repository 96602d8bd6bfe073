import { html, NOTHING, type Html } from '#kernel/html.ts'
import { choiceField, doButton, fieldset, textField, type Fault, type FieldContext } from '#platform/http/form.ts'
import { countLines } from '#platform/http/lines.ts'
import { LINK_KINDS, MOST_LINKS } from '../local-help.ts'
import { displayOf, readNumber } from '../phone-number.ts'
import { numberField, removeButton } from './number-lines.ts'
import { lineFault, textIn, type SectionForm } from './section-form.ts'

/** Links to the municipality's own pages; none is an answer too. */
export const linksForm: SectionForm = {
  section: 'links',
  to: '/page/links',
  lines: { links: { url: '', kind: 'page' } },

  typed: ({ links }) =>
    new URLSearchParams(
      (links ?? [{ kind: 'page', url: '' }]).flatMap(({ kind, url }, line) => [
        [`links-${line}-url`, url],
        [`links-${line}-kind`, kind],
      ]),
    ),

  read: (form) => {
    const links: { kind: (typeof LINK_KINDS)[number]; url: string }[] = []
    const faults: Fault[] = []
    for (const { line, field, text } of filled(form, 'links', ['url'])) {
      const url = addressOf(text('url'))
      const kind = LINK_KINDS.find((one) => one === text('kind'))
      if (url === undefined) faults.push({ field: field('url'), says: 'page.link-wrong', values: { line } })
      else if (kind === undefined) faults.push({ field: field('kind'), says: 'page.link-kind-wrong', values: { line } })
      else if (links.some((one) => one.url === url && one.kind === kind))
        faults.push({ field: field('url'), says: 'page.link-twice', values: { line } })
      else links.push({ kind, url })
    }
    faults.push(...tooMany('links', links.length, 'url'))
    return faults.length > 0 ? { ok: false, faults } : { ok: true, value: { links } }
  },

  fields: ({ visit: { say } }, { form, faults }) =>
    lines({ say, faults }, form, 'links', (line) => {
      const at = (name: string): string => `links-${line}-${name}`
      return html`${textField({ say, faults }, { name: at('url'), label: say('page.link-url'), hint: say('page.link-hint'), value: form.get(at('url')) ?? '' })}
${choiceField({ say, faults }, { name: at('kind'), label: say('page.link-kind'), value: form.get(at('kind')) ?? 'page', options: LINK_KINDS.map((kind) => ({ value: kind, label: say(`page.link-${kind}`) })) })}`
    }),
}

/** Shelters by name and number. There is no field for where one is, and a name that tells it is not for this page. */
export const sheltersForm: SectionForm = {
  section: 'shelters',
  to: '/page/shelters',
  lines: { shelters: { name: '', e164: '' } },

  typed: ({ shelters }) =>
    new URLSearchParams(
      (shelters ?? [{ name: '', e164: '' }]).flatMap(({ name, e164 }, line) => [
        [`shelters-${line}-name`, name],
        [`shelters-${line}-e164`, e164 === '' ? '' : displayOf(e164)],
      ]),
    ),

  read: (form) => {
    const shelters: { name: string; e164: string }[] = []
    const faults: Fault[] = []
    for (const { line, field, text } of filled(form, 'shelters', ['name', 'e164'])) {
      const e164 = readNumber(text('e164'))
      faults.push(...lineFault(form, field('name'), 'page.shelter-name-missing'))
      if (STREET.test(text('name')))
        faults.push({ field: field('name'), says: 'page.shelter-address', values: { line } })
      if (e164 === undefined) faults.push({ field: field('e164'), says: 'page.number-wrong', values: { line } })
      else if (shelters.some((one) => one.e164 === e164))
        faults.push({ field: field('e164'), says: 'page.number-twice', values: { line } })
      else shelters.push({ name: text('name'), e164 })
    }
    faults.push(...tooMany('shelters', shelters.length, 'name'))
    return faults.length > 0 ? { ok: false, faults } : { ok: true, value: { shelters } }
  },

  fields: ({ visit: { say } }, { form, faults }) =>
    html`<p>${say('page.shelters-never')}</p>
${lines({ say, faults }, form, 'shelters', (line) => {
  const name = `shelters-${line}-name`
  return html`${textField({ say, faults }, { name, label: say('page.shelter-name'), value: form.get(name) ?? '' })}
${numberField({ say, faults }, form, `shelters-${line}-e164`, say('page.number-label'))}`
})}`,
}

/** A street with its number: whoever looks for somebody who hides needs no more than that. */
const STREET = /(?:gata|gatan|väg|vägen|gränd|gränden|torg|torget|stig|stigen|allé|allén|backe|backen)\s+\d/iu

type FilledLine = {
  /** Counted from one, as it is told. */
  readonly line: number
  readonly field: (name: string) => string
  readonly text: (name: string) => string
}

/** The lines of a group in which something was typed. */
const filled = (form: URLSearchParams, group: string, names: readonly string[]): readonly FilledLine[] =>
  Array.from({ length: countLines(form, group) }, (_, place) => {
    const field = (name: string): string => `${group}-${place}-${name}`
    return { line: place + 1, field, text: (name: string) => textIn(form, field(name)) }
  }).filter(({ text }) => names.some((name) => text(name) !== ''))

const tooMany = (group: string, count: number, field: string): readonly Fault[] =>
  count > MOST_LINKS
    ? [{ field: `${group}-${MOST_LINKS}-${field}`, says: 'page.lines-most', values: { most: MOST_LINKS } }]
    : []

/** An address as people write it, with or without https://; nothing for one that a page may not lead to. */
const addressOf = (typed: string): string | undefined => {
  const url = URL.parse(/^[a-z]+:/i.test(typed) ? typed : `https://${typed}`)
  if (url === null || url.protocol !== 'https:' || url.username !== '' || url.password !== '') return undefined
  return url.hostname.includes('.') ? url.href : undefined
}

/** The address of each form, and the field that a line of it begins with. */
const BEGINS = {
  links: { to: '/page/links', field: 'url' },
  shelters: { to: '/page/shelters', field: 'name' },
} as const

const lines = (
  context: FieldContext,
  form: URLSearchParams,
  group: 'links' | 'shelters',
  inner: (line: number) => Html,
): Html => {
  const { say } = context
  const { to, field } = BEGINS[group]
  const count = countLines(form, group)
  return html`${Array.from({ length: count }, (_, line) =>
    fieldset(
      context,
      { name: `${group}-${line}`, legend: say(`page.${group}-line`, { line: line + 1 }) },
      html`${inner(line)}${removeButton(context, group, line, BEGINS[group])}`,
    ),
  )}
${count === 0 ? html`<p>${say(`page.none-${group}`)}</p>` : NOTHING}
<p>${doButton(`add ${group}`, say(`page.add-${group}`), undefined, `${to}#${group}-${count}-${field}`)}</p>`
}
