import type { FetchFailure } from './capture.ts'

const BY_CODE: Readonly<Record<string, FetchFailure>> = {
  PRIVATE_ADDRESS: 'private-address',
  ENOTFOUND: 'unknown-host',
  EAI_AGAIN: 'unknown-host',
  EAI_NODATA: 'unknown-host',
  ECONNREFUSED: 'connection-refused',
  EHOSTUNREACH: 'connection-refused',
  ENETUNREACH: 'connection-refused',
  EADDRNOTAVAIL: 'connection-refused',
  ECONNRESET: 'connection-reset',
  ECONNABORTED: 'connection-reset',
  EPIPE: 'connection-reset',
  UND_ERR_SOCKET: 'connection-reset',
  ETIMEDOUT: 'timeout',
  UND_ERR_CONNECT_TIMEOUT: 'timeout',
  UND_ERR_HEADERS_TIMEOUT: 'timeout',
  UND_ERR_BODY_TIMEOUT: 'timeout',
  UND_ERR_HEADERS_OVERFLOW: 'headers-too-large',
  HPE_HEADER_OVERFLOW: 'headers-too-large',
}

/** OpenSSL's words for a certificate that does not hold, as Node gives them as codes. */
const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_(?:GET|VERIFY|DECODE)|ALTNAME|HOSTNAME_MISMATCH|CA_|CRL_/

/** Which of the closed list an error of the connection is; `protocol` for what is no HTTP, and for what nobody knew. */
export const failureOf = (error: unknown): FetchFailure => {
  if (error instanceof AggregateError && error.errors.length > 0) return failureOf(error.errors[0])
  const { code = '', cause } = error as { readonly code?: string; readonly cause?: unknown }
  const known = BY_CODE[code]
  if (known !== undefined) return known
  if (CERTIFICATE.test(code)) return 'certificate'
  return code === '' && cause !== undefined ? failureOf(cause) : 'protocol'
}
