/** Who may come in: on the public site anyone, with the reason why. */
export type Access = { readonly kind: 'open'; readonly why: string }

export const open = (why: string): Access => ({ kind: 'open', why })

/** One route as a test pins it. */
export type Route = {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly access: Access
}
