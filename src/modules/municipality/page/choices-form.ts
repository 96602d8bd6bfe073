import { html } from '#kernel/html.ts'
import { checkField, hidden, radioField } from '#platform/http/form.ts'
import { exitUrlFault } from '#platform/config.ts'
import type { StaffLanguage } from '#platform/http/words.ts'
import type { Exit } from '../exits.ts'
import { textIn, type Around, type SectionForm } from './section-form.ts'

/** Where leaving ends: where it does for everybody, or at another ordinary page. */
export const exitForm: SectionForm = {
  section: 'exit',
  to: '/page/exit',
  lines: {},
  typed: ({ exit }) => new URLSearchParams({ exit: exit === undefined ? '' : (exit ?? ORDINARY) }),
  read: (form, { exits }) => {
    const exit = textIn(form, 'exit')
    if (exit === ORDINARY) return { ok: true, value: { exit: null } }
    const fault = exitUrlFault(exit, new Set(exits.map(({ host }) => host)))
    return fault === undefined && exit.startsWith('https:')
      ? { ok: true, value: { exit } }
      : { ok: false, faults: [{ field: 'exit', says: 'page.exit-missing' }] }
  },
  fields: (around, { form, faults }) => {
    const { say } = around.visit
    const value = form.get('exit') ?? ''
    const known = around.exits.map((exit) => ({ value: `https://${exit.host}/`, label: exitSaid(around, exit) }))
    const own = value === '' || value === ORDINARY || known.some((one) => one.value === value)
    const options = [
      { value: ORDINARY, label: say('page.exit-ordinary') },
      ...known,
      // An address further in, which a file has set.
      ...(own ? [] : [{ value, label: value }]),
    ]
    return radioField(
      { say, faults },
      { name: 'exit', legend: say('page.exit-where'), hint: say('page.exit-hint'), options, value },
    )
  },
}

const ORDINARY = 'ordinary'

/** What the person sees there: "SMHI: väder, på svenska och engelska". */
const exitSaid = ({ visit: { say, language } }: Around, { name, about, swedish, languages }: Exit): string => {
  const spoken = languages.map((tag) => languageNamed(language, tag))
  const listed = new Intl.ListFormat(language, { type: 'conjunction' }).format(spoken)
  return say('page.exit-choice', { name, about: language === 'sv' ? swedish : about, languages: listed })
}

/** What an exit is called, by its address. */
export const exitNamed = (exits: readonly Exit[], exit: string): string =>
  exits.find(({ host }) => host === URL.parse(exit)?.host)?.name ?? exit

/** A language's name in the staff side's own. */
export const languageNamed = (language: StaffLanguage, tag: string): string =>
  new Intl.DisplayNames([language], { type: 'language' }).of(tag) ?? tag

/** What somebody at a reception in Sweden may speak besides Swedish: the public pages' languages, and those near by. */
const SPOKEN =
  'en ar fa prs so ti am uk ru pl tr ckb kmr bs hr sr sq es fr de fi nb da pt it ro bg hu el lt lv et nl ur hi bn pa ta th vi zh sw se yi rom fit'.split(
    ' ',
  )

/** The languages that the reception speaks besides Swedish; none is an answer too. */
export const languagesForm: SectionForm = {
  section: 'languages',
  to: '/page/languages',
  lines: {},
  typed: ({ languages = [] }) =>
    new URLSearchParams([['was', languages.join(' ')], ...languages.map((tag) => ['languages', tag])]),
  read: (form) => {
    // Those that stood there before keep their order, which the boxes do not show.
    const chosen = tagsIn(form)
    const before = textIn(form, 'was')
      .split(' ')
      .filter((tag) => chosen.includes(tag))
    return { ok: true, value: { languages: [...new Set([...before, ...chosen])] } }
  },
  fields: ({ visit: { say, language } }, { form, faults }) => {
    const values = tagsIn(form)
    const options = [...new Set([...SPOKEN, ...values])]
      .map((value) => ({ value, label: languageNamed(language, value) }))
      .toSorted((a, b) => a.label.localeCompare(b.label, language))
    return html`<p>${say('page.languages-interpreter')}</p>${hidden('was', textIn(form, 'was'))}
${checkField({ say, faults }, { name: 'languages', legend: say('page.languages-which'), hint: say('page.languages-hint'), options, values })}`
  },
}

/** What is no language's tag is nothing that a box of ours sends. */
const tagsIn = (form: URLSearchParams): readonly string[] =>
  form.getAll('languages').filter((tag) => /^[a-z]{2,3}(?:-[A-Za-z]{2,8})?$/.test(tag))
