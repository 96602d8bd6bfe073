import { html, NOTHING, type Html } from '#kernel/html.ts'
import type { Visit } from '../http/staff-routes.ts'
import type { Provider } from './oidc-store.ts'

/** Where signing in by an organisation's own provider begins. */
const beginningAt = (provider: Provider, given: Readonly<Record<string, string>>): string =>
  `/sign-in/with/${provider.organisation}?${new URLSearchParams(given).toString()}`

/** A link for each organisation that has a sign-in of its own; nothing when there is none. */
export const providerLinks = (
  { say, language }: Pick<Visit, 'say' | 'language'>,
  providers: readonly Provider[],
  given: Readonly<Record<string, string>>,
): Html =>
  providers.length === 0
    ? NOTHING
    : html`<h2>${say('oidc.heading')}</h2><ul>${providers.map(
        (provider) =>
          html`<li><a href="${beginningAt(provider, { ...given, lang: language })}">${say('oidc.with', { organisation: provider.label })}</a></li>`,
      )}</ul>`
