import { z } from 'zod'
import { html } from '#kernel/html.ts'
import { helpPath, SOURCE_LANGUAGE } from '../address.ts'
import type { AudienceId } from '../audience.ts'
import type { Say } from '../text/wording.ts'
import { fullCall, type Call } from './calls.ts'
import { tel } from './frame.ts'
import type { Place } from './help.ts'

/** What a piece for the municipality's own site shows. It says hours, never what is open now. */
export type FragmentView = {
  readonly place: Place
  readonly audience: AudienceId | undefined
  readonly calls: readonly Call[]
  readonly origin: string
  /** "How to reach us now", when there is such a notice. */
  readonly notices: readonly { readonly text: string }[]
}

/** A piece of HTML without script, style or frame; the municipality's own page gives it its looks. */
export const fragmentHtml = (say: Say, { place, audience, calls, origin, notices }: FragmentView): string =>
  String(html`<section class="rackhall" lang="sv">
<h2>${say('fragment.heading')}</h2>
${notices.map(({ text }) => html`<p><strong>${text}</strong></p>`)}
<p><strong>${say('danger.heading')} ${say('danger.call')} ${tel('112', '112')}</strong></p>
${(audience === 'uses-violence' ? undefined : place.doors)?.sentences.map((sentence) => html`<p>${sentence}</p>`) ?? []}
${localCallsOf(place, audience).map((call) => fullCall(say, call))}
${calls.map((call) => fullCall(say, call))}
<p><a href="${origin}${helpPath(SOURCE_LANGUAGE, place.code, audience)}" rel="noreferrer noopener nofollow">${say('fragment.more')}</a></p>
</section>
`)

/** The doors of the municipality, then its own numbers; the doors not for whoever uses violence (threat T23). */
const localCallsOf = ({ doors, local }: Place, audience: AudienceId | undefined): readonly Call[] => [
  ...(audience === 'uses-violence' ? [] : (doors?.calls ?? [])),
  ...(local?.calls ?? []),
]

const line = z.strictObject({
  id: z.string(),
  name: z.string(),
  numbers: z.array(z.strictObject({ e164: z.string(), display: z.string() })),
  hours: z.array(z.string()).meta({ description: 'Rows for reading; empty when not known, or day and night.' }),
  website: z.string().optional(),
  checked: z.string().optional().meta({ description: 'A sentence that says when the facts were read or confirmed.' }),
})

/** What `fragmentJson` answers; `docs/schemas/fragment.schema.json` is made from it. */
export const fragmentSchema = z.strictObject({
  municipality: z
    .string()
    .regex(/^\d{4}$/)
    .meta({ description: '0000 when no municipality is chosen.' }),
  name: z.string(),
  emergency: z.literal('112'),
  notices: z.array(z.string()).meta({ description: '"How to reach us now": show these before everything else.' }),
  confirmed: z
    .string()
    .nullable()
    .meta({ description: 'When the municipality confirmed its own help; null if it has not.' }),
  local: z.array(line),
  shelters: z.array(line).meta({ description: 'Names and numbers. An address is never given.' }),
  lines: z.array(line),
  page: z.url().meta({ description: 'Link to this page, with rel="noreferrer noopener nofollow".' }),
})

/** The same as JSON (`docs/schemas/fragment.schema.json`). */
export const fragmentJson = ({ place, audience, calls, origin, notices }: FragmentView): string => {
  const plain = ({ id, name, numbers, hours, website, checked }: Call): object => ({
    id,
    name,
    numbers,
    hours,
    website,
    checked,
  })
  return `${JSON.stringify(
    {
      municipality: place.code,
      name: place.name,
      emergency: '112',
      notices: notices.map(({ text }) => text),
      confirmed: place.local?.checked ?? null,
      local: localCallsOf(place, audience).map(plain),
      shelters: audience === 'uses-violence' ? [] : (place.local?.shelters.map(plain) ?? []),
      lines: calls.map(plain),
      page: `${origin}${helpPath(SOURCE_LANGUAGE, place.code, audience)}`,
    },
    undefined,
    1,
  )}\n`
}
