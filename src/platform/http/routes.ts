import type { Permission } from '../auth/roles.ts'

/** Who may come in: anyone, with the reason why, or only who has a permission. */
export type Access = Open | Needs
export type Open = { readonly kind: 'open'; readonly why: string }
export type Needs = { readonly kind: 'needs'; readonly permission: Permission }

export const open = (why: string): Open => ({ kind: 'open', why })
export const needs = (permission: Permission): Needs => ({ kind: 'needs', permission })

/** One route as a test pins it. */
export type Route = {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly access: Access
}
