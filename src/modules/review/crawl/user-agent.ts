import { ConfigurationError } from '#platform/config.ts'
import { PRODUCT } from './robots.ts'

const MAIL = /^[^\s@()<>]+@[^\s@()<>]+\.[^\s@()<>]+$/
const WEB = /^https?:\/\/[^\s()<>]+$/

/** Where an operator can be reached, as OPERATOR_FILE has it; nothing when it does not say. */
export type Contact = () => string | undefined

/**
 * What every site is told of who asks: `Rackhall/0.1.0 (+mailto:webb@example.se)`. Throws ConfigurationError when there is
 * no address that whoever runs a site can turn to; a test on this machine needs none.
 */
export const userAgentOf = ({
  version,
  contact,
  isTest,
}: {
  readonly version: string
  readonly contact: string | undefined
  readonly isTest: boolean
}): string => {
  const given = contact?.trim() ?? ''
  if (given === '' && isTest) return `${PRODUCT}/${version} (+test)`
  if (WEB.test(given)) return `${PRODUCT}/${version} (+${given})`
  if (MAIL.test(given)) return `${PRODUCT}/${version} (+mailto:${given})`
  throw new ConfigurationError(
    given === ''
      ? 'Whoever runs a site must be able to reach whoever asks it: give --contact, or "faults" in OPERATOR_FILE, as an e-mail or web address.'
      : `"${given}" is no e-mail or web address: sites are told it, so that whoever runs one can turn to you. Give --contact.`,
  )
}
