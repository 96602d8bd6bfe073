import type { NumberRole } from './facts.ts'

/*
 * Whose number it is, by the words beside it. Each list is of words as municipalities write them; the longest word that
 * fits a place counts there, so that an "ungdomsmottagning" is not the social services' "mottagning".
 */

/** What the words beside a number can say of it; an emergency number is known by itself. */
export type Named = Exclude<NumberRole, 'emergency'>

const WORDS: Readonly<Record<Named, readonly string[]>> = {
  'on-call': [
    'social ?jour\\p{L}*',
    'sociala? jour\\p{L}*',
    'beredskap\\p{L}*',
    'socialberedskap\\p{L}*',
    'emergency social services?',
    'social emergency \\p{L}+',
    'out[- ]of[- ]hours',
    'on[- ]call',
  ],
  bridge: [
    '(?:innan|tills|till dess|fram till|i väntan på)(?: att)? (?:social)?jouren\\p{L}*',
    'mellan (?:stängning|kontorstid)[^.]{0,40}jour\\p{L}*',
    'bryggtelefon\\p{L}*',
    'bryggnummer',
    'när mottagningen (?:har )?stäng(?:t|er) (?:och|men|innan)[^.]{0,30}jour\\p{L}*',
  ],
  reception: [
    '\\p{L}*mottagningsenhet\\p{L}*',
    'social ?tjänst\\p{L}*',
    'socialkontor\\p{L}*',
    'socialförvaltning\\p{L}*',
    'social(?:sekreterar|handläggar)\\p{L}*',
    'socialrådgiv\\p{L}*',
    'relationsvåld\\p{L}*',
    'våldsutsat\\p{L}*',
    'våld i nära \\p{L}+',
    '\\p{L}*våldsteam\\p{L}*',
    '\\p{L}*våldsenhet\\p{L}*',
    'familjefrid\\p{L}*',
    'kvinnofrid(?!slinje)\\p{L}*',
    'fridsteam\\p{L}*',
    '\\p{L}*familjeenhet\\p{L}*',
    'barn (?:och|&) familj\\p{L}*',
    'barn(?:-| )(?:och|&) (?:familj|ungdom)\\p{L}*',
    '\\p{L}*barnenhet\\p{L}*',
    'familjecentr\\p{L}*',
    'familjebehandl\\p{L}*',
    '\\p{L}*vuxenenhet\\p{L}*',
    '\\p{L}*stödenhet\\p{L}*',
    'stödcentr\\p{L}*',
    'stödteam\\p{L}*',
    'kris(?:centr|mottagning|stöd|samtal)\\p{L}*',
    'mansmottagning\\p{L}*',
    'kvinnomottagning\\p{L}*',
    'utredningsenhet\\p{L}*',
    '(?:individ|vård)(?:-| )(?:och|&) (?:familje?|omsorg)\\p{L}*',
    'ifo',
    'råd (?:och|&) stöd',
    'orosanmäl\\p{L}*',
    'anmäla oro',
    'hedersteam\\p{L}*',
    'hedersrelatera\\p{L}*',
    'social (?:services?|welfare)(?: (?:office|reception))?',
    'reception unit',
    'domestic (?:violence|abuse)',
  ],
  switchboard: [
    '(?:telefon|kommun|kommunens )?växel(?:n|nummer|numret)?',
    '(?:kommunens |kommun)?(?:kund|kontakt|service|info|medborgar)[- ]?(?:center|centr\\p{L}*|tjänst\\p{L}*|service\\p{L}*|kontor\\p{L}*|punkt\\p{L}*)',
    'kommunhus\\p{L}*',
    'kommunens (?:tele(?:fon)?)?numm?er',
    'huvudnummer',
    'switchboard',
    'contact cent(?:er|re)',
    'customer (?:service|cent(?:er|re))',
  ],
  national: [
    'nationell\\p{L}* (?:stöd|hjälp)\\p{L}*',
    '\\p{L}*linjen',
    'bris',
    'polisen?',
    'kvinnofridslinje\\p{L}*',
    'barnens rätt i samhället',
    'rädda barnen\\p{L}*',
    'rätt att välja',
    'giftinformation\\p{L}*',
    'sos alarm',
  ],
  other: [
    '\\p{L}*(?:kvinno|tjej|kill|mans|brottsoffer|ungdoms?|flick|stöd|anhörig|transgender|lantbruks)jour\\p{L}*',
    '(?:kvinno|tjej|brottsoffer)-? ?(?:och|&) (?:tjej|kvinno|ungdoms|vittnes)\\p{L}*',
    'jourhavande \\p{L}+',
    'vittnesstöd\\p{L}*',
    '\\p{L}*skyddat boende',
    '\\p{L}*(?:vårdcentral|sjukhus|lasarett|hälsocentral)\\p{L}*',
    '(?:akut|ungdoms|barnmorske?|kvinnosjukvårds?|psykiatri(?:ska|sk)?)-?(?: )?mottagning\\p{L}*',
    '(?:gynekologisk\\p{L}*|medicinsk\\p{L}*) (?:akut)?mottagning\\p{L}*',
    '(?:beroende|habiliterings|sjuksköterske|smittskydds|budget|flykting|elevhälso?)-?mottagning\\p{L}*',
    'kvinnoklinik\\p{L}*',
    'psykiatri\\p{L}*',
    'bup',
    'barnmorsk\\p{L}*',
    'barnahus\\p{L}*',
    'familjerådgiv\\p{L}*',
    'budget(?:-| )(?:och|&) skuld\\p{L}*',
    'skuldrådgiv\\p{L}*',
    'konsumentrådgiv\\p{L}*',
    'energi- och klimatrådgiv\\p{L}*',
    'länsstyrelse\\p{L}*',
    'region(?:en)?',
    'tingsrätt\\p{L}*',
    'åklagar\\p{L}*',
    'advokat\\p{L}*',
    'kronofogde\\p{L}*',
    'skatteverket',
    'försäkringskassan?',
    'migrationsverket',
    'arbetsförmedling\\p{L}*',
    '(?:svenska )?kyrka\\p{L}*',
    'pastorsexpedition\\p{L}*',
    'diakon\\p{L}*',
    'stadsmission\\p{L}*',
    '\\p{L}*skola\\p{L}*',
    'skolsköterska\\p{L}*',
    'elevhälsa\\p{L}*',
    'kurator\\p{L}*',
    'rektor\\p{L}*',
    'apotek\\p{L}*',
    'tandvård\\p{L}*',
    'hemtjänst\\p{L}*',
    'äldreboende\\p{L}*',
    'biståndshandläggar\\p{L}*',
    'räddningstjänst\\p{L}*',
    'felanmäl\\p{L}*',
    'fastighet\\p{L}*',
    'bostad\\p{L}*',
    'bibliotek\\p{L}*',
    'turistbyrå\\p{L}*',
    'överförmyndar\\p{L}*',
    'bygglov\\p{L}*',
    '(?:va|vatten|el|snö|väg|trafik|fjärrvärme)-?jour\\p{L}*',
    'presskontakt\\p{L}*',
    'press(?:jour|telefon|ansvarig)\\p{L}*',
    'kommunikat(?:ör|ions)\\p{L}*',
    'webbredaktör\\p{L}*',
    'webbmaster',
    '\\p{L}*chef(?:en)?',
    '\\p{L}*direktör\\p{L}*',
    'ordförande\\p{L}*',
    'kommunalråd\\p{L}*',
    'utvecklingsledare\\p{L}*',
    'projektledare\\p{L}*',
    'terrafem',
    'rfsl',
    'roks',
    'unizon',
    "women's shelter",
    'crime victim\\p{L}*',
    'police station',
  ],
}

/**
 * Words that say something only where nobody else is named: a women's shelter has a "jour" and a "mottagning" too, and
 * whoever has hours in the evening need not be on call.
 */
const WEAK: Readonly<Partial<Record<Named, readonly string[]>>> = {
  'on-call': [
    'jourtelefon\\p{L}*',
    'journumme?r\\p{L}*',
    'jouren',
    'jour',
    'jourtid',
    'efter (?:kontors|arbets)tid',
    '(?:utanför|utom|övrig|ej) (?:kontors|arbets)?tid\\p{L}*',
    'icke kontorstid',
    'övriga tider',
    '(?:andra|annan) tid(?:er|punkter)?',
    'kväll\\p{L}*',
    'nätter',
    'natt(?:etid)?',
    'helger(?:na)?',
    'helgtid',
    'när (?:vi|socialkontoret|socialtjänsten|kontoret|mottagningen) (?:har|är) stängt?',
    'after (?:office )?hours',
    'evenings?',
    'weekends?',
  ],
  reception: [
    'mottagning\\p{L}*',
    'mottagningstelefon\\p{L}*',
    'vuxen',
    'rådgivningstelefon\\p{L}*',
    'stödtelefon\\p{L}*',
    'familjestöd\\p{L}*',
  ],
  switchboard: ['receptionen?'],
}

const ORDER: readonly Named[] = ['bridge', 'on-call', 'reception', 'switchboard', 'national', 'other']

const BEFORE = '(?<![\\p{L}\\p{N}])'
const patternOf = (words: readonly string[]): RegExp =>
  new RegExp(`${BEFORE}(?:${words.join('|')})(?![\\p{L}\\p{N}])`, 'giu')

const patterns = ORDER.flatMap((named) => [
  { named, isWeak: false, pattern: patternOf(WORDS[named]) },
  ...(WEAK[named] === undefined ? [] : [{ named, isWeak: true, pattern: patternOf(WEAK[named]) }]),
])

export type NamedAt = { readonly named: Named; readonly isWeak: boolean; readonly at: number; readonly end: number }

const known = new Map<string, readonly NamedAt[]>()
const MOST_KNOWN = 2000

/** Who is named in a text and where, in its order; where two fit the same place, the longer alone. */
export const namedIn = (text: string): readonly NamedAt[] => {
  const seen = known.get(text)
  if (seen !== undefined) return seen
  const all = patterns
    .flatMap(({ named, isWeak, pattern }) =>
      Array.from(text.matchAll(pattern), (match) => ({
        named,
        isWeak,
        at: match.index,
        end: match.index + match[0].length,
      })),
    )
    .toSorted((a, b) => b.end - b.at - (a.end - a.at))
  const kept: NamedAt[] = []
  for (const one of all) if (!kept.some(({ at, end }) => at < one.end && one.at < end)) kept.push(one)
  const named = kept.toSorted((a, b) => a.at - b.at)
  if (known.size >= MOST_KNOWN) known.clear()
  known.set(text, named)
  return named
}
