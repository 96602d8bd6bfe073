import { askedAs } from './address.ts'
import type { OutlinedForm } from './outline.ts'

/** The words of criterion F04: the four of 2007, and five that somebody in need may write. */
export const SEARCH_WORDS = [
  'våld',
  'misshandel',
  'kvinnofrid',
  'kvinnojour',
  'hedersvåld',
  'rädd hemma',
  'skyddat boende',
  'slår mig',
  'violence',
] as const

const SEARCH_NAME =
  /^(?:q|s|query|search|searchquery|searchtext|sok|sök|sokord|sökord|text|keyword|term)$|quer|search|s[oö]k/i
const TYPED = new Set(['text', 'search'])
/** What a search never asks for: such a form is another kind of thing. */
const PERSONAL = new Set(['password', 'email', 'tel', 'file', 'textarea', 'date'])

/** Whether a form is a site's own search, however it is sent. */
export const isSearch = ({ action, role, fields }: OutlinedForm): boolean => {
  if (fields.some(({ type }) => PERSONAL.has(type))) return false
  const typed = fields.filter(({ type, name }) => TYPED.has(type) && name !== '')
  if (typed.length !== 1) return false
  return (
    role === 'search' ||
    typed.some(({ type, name }) => type === 'search' || SEARCH_NAME.test(name)) ||
    /s[oö]k|search/i.test(action)
  )
}

/** The form as the address of one word's answer: what its own hidden fields hold goes with it. Nothing for one that posts. */
export const searchAddress = (form: OutlinedForm, base: string, word: string): string | undefined => {
  if (form.method !== 'get') return undefined
  const action = URL.parse(form.action, base)
  if (action === null) return undefined
  const asked = form.fields.filter(({ type, name }) => name !== '' && (TYPED.has(type) || type === 'hidden'))
  action.search = new URLSearchParams(
    asked.map(({ type, name, value }) => [name, TYPED.has(type) ? word : value]),
  ).toString()
  return askedAs(action.href)
}
