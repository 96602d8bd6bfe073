/** Days of the week as a rule of hours writes them, Monday first. */
export const DAYS = ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su'] as const
type Day = (typeof DAYS)[number]

/** One line of the week as a form asks for it: days, a time, and whether public holidays are worked as well. */
export type Turn = {
  readonly first: Day
  readonly last: Day
  readonly from: string
  readonly to: string
  readonly holidays: boolean
}

const SIMPLE = /^(Mo|Tu|We|Th|Fr|Sa|Su)(?:-(Mo|Tu|We|Th|Fr|Sa|Su))? (\d\d:\d\d)-(\d\d:\d\d)(; PH off)?$/

/** A rule that is one such line; nothing for one that says more than a line of the form can. */
export const turnOf = (rule: string): Turn | undefined => {
  const [, first, last, from, to, off] = SIMPLE.exec(rule) ?? []
  if (first === undefined || from === undefined || to === undefined) return undefined
  return { first: first as Day, last: (last ?? first) as Day, from, to, holidays: off === undefined }
}

/** The rule of a line. Its inverse is `turnOf`. */
export const ruleOf = ({ first, last, from, to, holidays }: Turn): string =>
  `${first === last ? first : `${first}-${last}`} ${from}-${to}${holidays ? '' : '; PH off'}`

export const isDay = (text: string): text is Day => DAYS.some((day) => day === text)
