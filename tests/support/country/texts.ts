import type { Audience } from '#modules/review/facts/facts.ts'
import type { Exit, Tracking } from './truth.ts'

/** What the sites of the country say. Written for tests: a section of its own for each group that is spoken to. */
export const SECTIONS: Readonly<Record<Audience, string>> = {
  honour: `<h2>Hedersrelaterat våld och förtryck</h2>
<p>Bestämmer din familj vem du får träffa, hur du ska klä dig eller vem du ska gifta dig med? Är du rädd att bli bortgift eller förd utomlands mot din vilja? Du har rätt att välja själv, och vi kan hjälpa dig. Ring Rätt att välja, 020-57 70 70.</p>
<p>Könsstympning, kontroll och hot för familjens heders skull är brott. Du kan prata med oss utan att din familj får veta det.</p>`,
  children: `<h2>Till dig som är barn</h2>
<p>Har någon hemma slagit dig, eller har du sett någon bli slagen? Det är inte ditt fel. Du har rätt att få hjälp. Du kan ringa oss själv. Du kan också ringa Bris, 116 111.</p>`,
  older: `<h2>Du som är äldre</h2>
<p>Våld händer också den som är äldre. Är du beroende av hjälp från den som slår, hotar eller tar dina pengar, en partner, ett vuxet barn eller någon i hemtjänsten? Ring oss, eller be någon du litar på att ringa. Vi kan komma hem till dig.</p>`,
  disability: `<h2>Du som har en funktionsnedsättning</h2>
<p>Har du en funktionsnedsättning och blir illa behandlad av din assistent, din partner eller någon du är beroende av? Du har rätt till hjälp på det sätt som passar dig. Du kan ringa, skriva sms eller använda bildtelefoni och texttelefoni.</p>`,
  lgbtqi: `<h2>Hbtqi-personer</h2>
<p>Våld förekommer i alla slags relationer. Är du homosexuell, bisexuell, trans eller queer och utsatt för våld av din partner eller din familj kan du få stöd hos oss. Stödlinjen för transpersoner har nummer 020-55 00 00.</p>`,
  trafficking: `<h2>Prostitution och människohandel</h2>
<p>Säljer eller byter du sex, eller tvingas du till det av någon? Du kan få hjälp att sluta, skydd och någon att prata med. Ring stödlinjen om människohandel, 020-390 000.</p>`,
  onlineAbuse: `<h2>Utsatt på nätet</h2>
<p>Har någon spridit en nakenbild på dig, hotat dig på nätet eller tvingat dig att skicka bilder? Grooming och sexuell utpressning är brott, och det är aldrig ditt fel. Ring oss, så hjälper vi dig att få bort bilden och att anmäla om du vill.</p>`,
  perpetratorHelp: `<h2>Du som utsätter någon för våld</h2>
<p>Slår, hotar eller kontrollerar du någon du lever med? Det går att ändra på. Du kan få samtal hos oss, och du kan ringa Välj att sluta, 020-555 666.</p>`,
}

/** The word that a list has of a group that nobody speaks to; some groups no such list ever names. */
export const LISTED: Partial<Readonly<Record<Audience, string>>> = {
  older: 'ålder',
  disability: 'funktionsnedsättning',
  lgbtqi: 'sexuell läggning',
}

export const NATIONAL = {
  both: '<p>Kvinnofridslinjen ger stöd dygnet runt på 116 016 eller 020-50 50 50. Samtalet är gratis och syns inte på telefonräkningen.</p>',
  new: '<p>Kvinnofridslinjen ger stöd dygnet runt på 116 016. Samtalet är gratis.</p>',
  none: '',
} as const

export const ANONYMOUS =
  '<p>Du kan vara anonym när du ringer för att få råd. Du behöver inte säga vad du heter eller lämna ditt personnummer.</p>'

export const LANGUAGES = {
  en: {
    link: 'English',
    title: 'Violence in close relationships',
    html: `<h1>Violence in close relationships</h1><p>Are you being hit, threatened or controlled by someone close to you? You can get help and support from the social services. You do not need to report anything to the police in order to get help. An interpreter is free of charge.</p><p>If you are in danger, call 112.</p>`,
  },
  ar: {
    link: 'العربية',
    title: 'العنف في العلاقات القريبة',
    html: `<div lang="ar" dir="rtl"><h1>العنف في العلاقات القريبة</h1><p>هل يضربك أو يهددك أو يتحكم بك شخص قريب منك؟ يمكنك الحصول على المساعدة والدعم من الخدمات الاجتماعية. لا تحتاج إلى تقديم بلاغ للشرطة كي تحصل على المساعدة. المترجم مجاني.</p><p>إذا كنت في خطر فاتصل بالرقم 112.</p></div>`,
  },
  so: {
    link: 'Soomaali',
    title: 'Rabshadda xiriirka dhow',
    html: `<div lang="so"><h1>Rabshadda xiriirka dhow</h1><p>Ma jiraa qof kuu dhow oo ku garaaca, kuu hanjaba ama ku xukuma? Waxaad caawimo iyo taageero ka heli kartaa adeegga bulshada. Uma baahnid inaad booliiska u sheegto si aad caawimo u hesho. Turjubaanka waa bilaash.</p><p>Haddii aad khatar ku jirto, wac 112.</p></div>`,
  },
  fi: {
    link: 'Suomi',
    title: 'Väkivalta lähisuhteissa',
    html: `<div lang="fi"><h1>Väkivalta lähisuhteissa</h1><p>Lyökö, uhkaileeko tai hallitseeko sinua joku läheisesi? Saat apua ja tukea sosiaalipalveluista. Sinun ei tarvitse tehdä rikosilmoitusta saadaksesi apua. Tulkki on maksuton.</p><p>Jos olet vaarassa, soita 112.</p></div>`,
  },
} as const

export const EXITS: Readonly<Record<Exit, string>> = {
  leaves: `<button id="exit" style="position:fixed;bottom:0;right:0">Lämna sidan snabbt</button>
<script>document.getElementById('exit').addEventListener('click', () => location.replace('https://vader.example/'))</script>`,
  'opens-tab': `<a id="exit" style="position:fixed;bottom:0;right:0" href="https://vader.example/" target="_blank">Lämna sidan snabbt</a>`,
  'keeps-history': `<button id="exit" style="position:fixed;bottom:0;right:0">Lämna sidan snabbt</button>
<script>document.getElementById('exit').addEventListener('click', () => { location.href = 'https://vader.example/' })</script>`,
  none: '',
}

export const TRACKERS: Readonly<Record<Tracking, string>> = {
  none: '',
  script: '<script async src="https://www.google-analytics.com/analytics.js"></script>',
  cookie: `<script>document.cookie = '_ga=GA1.2.1; path=/'; localStorage.setItem('visitor', '1')</script><script async src="https://connect.facebook.net/sv_SE/fbevents.js"></script>`,
}

/** A news item and a handbook use all the words, and are no help. */
export const NEWS = {
  path: '/nyheter/2026-10-12-orange-vecka',
  title: 'Nyhet: En orange vecka mot våld i nära relationer',
  html: `<article class="news"><h1>En orange vecka mot våld i nära relationer</h1><p>Publicerad 2026-10-12</p><p>I veckan uppmärksammade kommunen våld i nära relationer, hedersrelaterat våld, människohandel och våld mot äldre. Ordföranden i socialnämnden talade på torget. Tipsa redaktionen på 08-465 004 99.</p></article>`,
} as const

export const HANDBOOK = {
  path: '/intranat/rutiner/handbok-vald',
  title: 'Handbok för medarbetare: våld i nära relationer',
  html: `<h1>Handbok för medarbetare i socialtjänsten: våld i nära relationer</h1><p>Rutin för handläggare. Ställ frågor om våld till alla brukare. Särskilt utsatta grupper är äldre, personer med funktionsnedsättning, hbtqi-personer, personer utsatta för hedersrelaterat våld och personer i prostitution. Dokumentera i verksamhetssystemet.</p>`,
} as const
