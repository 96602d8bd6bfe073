/**
 * Words that say what the site is about. Kept apart from the rules that the texts are written by, so that a fault in
 * one list is found by the other.
 */
const SWEDISH_AND_ENGLISH = [
  'våld',
  'vald(?!a|e|b)',
  'misshand',
  'heder(?!s?värd)',
  'kvinnofrid',
  'kvinnojour',
  'tjejjour',
  'övergrepp',
  'overgrepp',
  'våldtäkt',
  'utsatt',
  'förtryck',
  'prostitu',
  'människohandel',
  'hbtq',
  'skydda',
  'stalk',
  'violen',
  'abus',
  'domestic',
  'honou?r',
  'victim',
  'survivor',
  'rape',
  'assault',
  'traffick',
  'shelter',
  'lgbt',
]

/** The word for violence in the languages of the language list and of our neighbours. */
const ELSEWHERE = [
  'vold',
  'väkivalta',
  'gewalt',
  'violenc',
  'nasilj',
  'przemoc',
  'şiddet',
  'siddet',
  'rabshad',
  'tundî',
  'насили',
  'насильств',
  'насиље',
  'عنف',
  'خشونت',
  'توندوتیژی',
  'ጥቃት',
  'ዓመጽ',
  'ความรุนแรง',
]

const SENSITIVE = new RegExp([...SWEDISH_AND_ENGLISH, ...ELSEWHERE].join('|'), 'iu')

/** In an address stands even less: nothing of help, leaving, police or danger, with or without its dots. */
const SENSITIVE_IN_ADDRESS = new RegExp(
  [
    ...[...SWEDISH_AND_ENGLISH, ...ELSEWHERE].map((word) => word.replaceAll(/[åä]/g, '[aåä]').replaceAll('ö', '[oö]')),
    'hj[aä]lp',
    'help',
    'jour',
    'polis?',
    'exit',
    'l[aä]mna',
    'escape',
    'danger',
    'fara',
    'sex',
    'offer',
    'relation',
    'hot(?!el)',
    'threat',
  ].join('|'),
  'iu',
)

/** The first telling word of a text, such as a title; nothing when it says nothing. */
export const tellingWord = (text: string): string | undefined => SENSITIVE.exec(text)?.[0]

/** The first telling word of an address (path, query and fragment), however it is encoded. */
export const tellingAddress = (address: string): string | undefined =>
  SENSITIVE_IN_ADDRESS.exec(`${address} ${decoded(address)}`)?.[0]

const decoded = (address: string): string => {
  try {
    return decodeURIComponent(address)
  } catch {
    return address
  }
}
