/** Who may come in: anyone, with the reason why, or only who has a permission. */
export type Access =
  | { readonly kind: 'open'; readonly why: string }
  | { readonly kind: 'needs'; readonly permission: string }

export const open = (why: string): Access => ({ kind: 'open', why })
export const needs = (permission: string): Access => ({ kind: 'needs', permission })

/** One route as a test pins it. */
export type Route = {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly access: Access
}
