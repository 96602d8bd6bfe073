/*
 * A form as a browser without script sends it: every field with what stands in it, boxes and choices only when they are
 * chosen, and the one button that was pressed.
 */

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }

const plain = (text: string): string =>
  text.replaceAll(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => ENTITIES[name] ?? '')

const attribute = (tag: string, name: string): string | undefined => {
  const value = new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1]
  return value === undefined ? undefined : plain(value)
}

/** What stands in the fields of the form that goes to an action. Throws when the page has no such form. */
export const formOn = (html: string, action: string): URLSearchParams => {
  const form = html
    .split('<form ')
    .find((part) => part.startsWith(`method="post" action="${action}"`))
    ?.split('</form>')[0]
  if (form === undefined) throw new Error(`The page has no form to ${action}.`)
  const fields = new URLSearchParams()
  for (const [tag, kind, area = ''] of form.matchAll(/<(input|select|textarea) [^>]*>(?:([^<]*)<\/textarea>)?/g)) {
    const name = attribute(tag, 'name')
    if (name === undefined) continue
    const type = attribute(tag, 'type')
    if (kind === 'textarea') fields.append(name, plain(area))
    else if (kind === 'select') fields.append(name, chosenOn(form, name))
    else if ((type !== 'radio' && type !== 'checkbox') || tag.includes(' checked'))
      fields.append(name, attribute(tag, 'value') ?? '')
  }
  return fields
}

const chosenOn = (form: string, name: string): string => {
  const inner = form.split(`<select id="${name}"`)[1]?.split('</select>')[0] ?? ''
  const option = /<option [^>]*selected[^>]*>/.exec(inner) ?? /<option [^>]*>/.exec(inner)
  return attribute(option?.[0] ?? '', 'value') ?? ''
}

/** The same with some fields typed over. */
export const typedOver = (form: URLSearchParams, typed: Readonly<Record<string, string>>): URLSearchParams => {
  const over = new URLSearchParams(form)
  for (const [name, value] of Object.entries(typed)) over.set(name, value)
  return over
}
