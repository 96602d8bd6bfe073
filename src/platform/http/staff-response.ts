import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { encodingFor } from './public-server.ts'
import { staffHeaders } from './headers.ts'
import type { Answer } from './staff-routes.ts'

/** A page, made and in its frame. */
type Finished = { readonly kind: 'html'; readonly text: string; readonly status: number }

/**
 * `__Host-`: only this host can have set it, and it goes nowhere else. That needs Secure, which Chromium and Firefox
 * accept on http://localhost too (measured in Chromium 156 and Firefox 153), so there is one name everywhere.
 */
const SESSION_COOKIE = '__Host-rackhall'
const ATTEMPT_COOKIE = '__Host-rackhall-attempt'
const ATTEMPT_SECONDS = 600
const COOKIE_MANNER = 'Path=/; Secure; HttpOnly; SameSite=Lax'

/** The session's token in a Cookie header; nothing where there is none. */
export const readSession = (cookies: string | undefined): string | undefined => valueOf(cookies, SESSION_COOKIE)

/** What is remembered of a sign-in at another place. */
export const readAttempt = (cookies: string | undefined): string | undefined => valueOf(cookies, ATTEMPT_COOKIE)

const valueOf = (cookies: string | undefined, name: string): string | undefined =>
  cookies
    ?.split(';')
    .map((cookie) => cookie.trim())
    .find((cookie) => cookie.startsWith(`${name}=`))
    ?.slice(name.length + 1)

/** An answer as it goes out: with its headers, and compressed when it is text that is worth it. */
export const responseOf = (
  accepted: string | undefined,
  origin: string,
  answer: Exclude<Answer, { kind: 'page' | 'gone' }> | Finished,
): Response => {
  const headers = new Headers(staffHeaders(origin.startsWith('https:')))
  switch (answer.kind) {
    case 'html':
      headers.set('Content-Type', 'text/html; charset=utf-8')
      return packed(accepted, headers, answer.status, answer.text)
    case 'whole':
      headers.set('Content-Type', 'text/html; charset=utf-8')
      headers.set('Content-Security-Policy', answer.policy)
      return packed(accepted, headers, 200, answer.body)
    case 'go':
      headers.set('Location', answer.to)
      for (const cookie of cookiesOf(answer)) headers.append('Set-Cookie', cookie)
      return new Response(null, { status: 303, headers })
    case 'file':
      headers.set('Content-Type', answer.type)
      headers.set('Content-Disposition', `attachment; filename="${answer.name}"`)
      return new Response(typeof answer.body === 'string' ? answer.body : new Uint8Array(answer.body), { headers })
    case 'asset':
      headers.set('Content-Type', answer.type)
      headers.set('Cache-Control', 'public, max-age=31536000, immutable')
      return packed(accepted, headers, 200, answer.body)
    case 'probe':
      headers.set('Content-Type', 'text/plain; charset=utf-8')
      return new Response(answer.ok ? 'ok\n' : 'not ready\n', { status: answer.ok ? 200 : 503, headers })
  }
}

const cookiesOf = ({ session, attempt }: Extract<Answer, { kind: 'go' }>): readonly string[] => [
  ...(session === 'ended' ? [`${SESSION_COOKIE}=; Max-Age=0; ${COOKIE_MANNER}`] : []),
  // Without a lifetime: it ends with the browser at the latest, whatever the server's own limits are.
  ...(typeof session === 'object' ? [`${SESSION_COOKIE}=${session.token}; ${COOKIE_MANNER}`] : []),
  ...(attempt === 'ended' ? [`${ATTEMPT_COOKIE}=; Max-Age=0; ${COOKIE_MANNER}`] : []),
  ...(typeof attempt === 'object'
    ? [`${ATTEMPT_COOKIE}=${attempt.remembered}; Max-Age=${ATTEMPT_SECONDS}; ${COOKIE_MANNER}`]
    : []),
]

const BROTLI_QUALITY = 5

const packed = (accepted: string | undefined, headers: Headers, status: number, text: string): Response => {
  const encoding = encodingFor(accepted)
  headers.set('Vary', 'Accept-Encoding')
  if (encoding === 'identity') return new Response(text, { status, headers })
  headers.set('Content-Encoding', encoding)
  const body =
    encoding === 'br'
      ? brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } })
      : gzipSync(text)
  return new Response(new Uint8Array(body), { status, headers })
}
