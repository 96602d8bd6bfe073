import type { Answered } from './staff-http.ts'

/** What a browser sends of the form that goes to an address when nothing in it is changed. */
export const formOn = ({ html }: Pick<Answered, 'html'>, action: string): Readonly<Record<string, string>> => {
  const form = html.split('<form ').find((part) => part.includes(`action="${action}"`)) ?? ''
  const inner = form.split('</form>')[0] ?? ''
  const sent: Record<string, string> = {}
  for (const [tag, attributes = ''] of inner.matchAll(/<input\b([^>]*)>/g)) {
    const chosen = !/type="(?:radio|checkbox)"/.test(tag) || /\schecked/.test(attributes)
    if (chosen) put(sent, attributes, /\svalue="([^"]*)"/.exec(attributes)?.[1] ?? '')
  }
  for (const [, attributes = '', text = ''] of inner.matchAll(/<textarea\b([^>]*)>([^<]*)</g))
    put(sent, attributes, text)
  for (const [, attributes = '', options = ''] of inner.matchAll(/<select\b([^>]*)>([^]*?)<\/select>/g)) {
    const chosen = /<option value="([^"]*)"[^>]*selected/.exec(options) ?? /<option value="([^"]*)"/.exec(options)
    put(sent, attributes, chosen?.[1] ?? '')
  }
  return sent
}

const put = (sent: Record<string, string>, attributes: string, value: string): void => {
  const name = /\sname="([^"]*)"/.exec(attributes)?.[1]
  if (name !== undefined) sent[name] = value.replaceAll('&quot;', '"').replaceAll('&amp;', '&')
}
