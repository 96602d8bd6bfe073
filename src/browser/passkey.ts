/*
 * The staff side's only script: asks the browser for a passkey when a form that needs one is sent, and sends the form
 * with its answer. Everything else on that side works without script. Nothing is stored, and nothing asked for.
 */

/** What the browser says when the person pressed cancel or let the time run out; and when the key is there already. */
const EXPECTED: Readonly<Record<string, string>> = { NotAllowedError: 'cancelled', InvalidStateError: 'known' }

const ask = async ({ dataset }: HTMLElement): Promise<PublicKeyCredential> => {
  const options: unknown = JSON.parse(dataset['options'] ?? '{}')
  const credential =
    dataset['passkey'] === 'add'
      ? await navigator.credentials.create({
          publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(
            options as PublicKeyCredentialCreationOptionsJSON,
          ),
        })
      : await navigator.credentials.get({
          publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options as PublicKeyCredentialRequestOptionsJSON),
        })
  if (credential instanceof PublicKeyCredential) return credential
  throw new Error('The browser gave something that is no passkey.')
}

const say = (form: HTMLFormElement, what: string): void => {
  const place = form.querySelector<HTMLElement>('[role=status]')
  if (place !== null) place.textContent = place.dataset[what] ?? place.dataset['failed'] ?? ''
}

document.addEventListener('submit', (event) => {
  const form = event.target
  if (!(form instanceof HTMLFormElement)) return
  const asked = form.closest<HTMLElement>('[data-passkey]')
  if (asked === null) return
  event.preventDefault()
  // Browsers older than 2025 lack the reading of options as JSON.
  if (typeof PublicKeyCredential === 'undefined' || !('parseRequestOptionsFromJSON' in PublicKeyCredential))
    return say(form, 'old')
  say(form, 'asking')
  ask(asked).then(
    (credential) => {
      const answer = form.elements.namedItem('answer')
      if (answer instanceof HTMLInputElement) answer.value = JSON.stringify(credential.toJSON())
      form.submit()
    },
    (error: unknown) => say(form, error instanceof Error ? (EXPECTED[error.name] ?? 'failed') : 'failed'),
  )
})
