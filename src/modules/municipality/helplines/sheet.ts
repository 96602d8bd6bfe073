import type { LocalDate } from '#kernel/dates.ts'
import { html, NOTHING, raw, type Html } from '#kernel/html.ts'
import type { Helpline } from './helpline.ts'
import { entriesOf, type Entry } from './sheet-entries.ts'

/** How to call a line that others need: said once, at the top. */
const RULES = [
  'Linjerna är till för människor i nöd. Fråga hellre växeln eller kansliet hos den som driver linjen.',
  'Ring annars en vardagsförmiddag, säg genast vem du är och att det inte är bråttom, och fråga om de hinner.',
  'Berätta varför: uppgifterna visas för människor som är utsatta för våld. Fråga vem som svarar, och skriv upp det.',
  'Stämmer allt: kör kommandot under linjen. Är något annorlunda: ändra först i data/helplines.yaml, kör sedan kommandot.',
  'Tider som har bekräftats får confidence: H i filen. Så länge de är osäkra säger sidorna aldrig att någon svarar nu.',
]

const STYLE = `
body{font:16px/1.4 system-ui,sans-serif;color:#000;background:#fff;max-width:48rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.6rem}h2{font-size:1.25rem;border-bottom:2px solid;margin-top:2rem}h3{font-size:1.1rem;margin:0}
article{border:1px solid;padding:.75rem 1rem;margin:1rem 0;break-inside:avoid}
.reach{font-size:1.25rem;font-weight:700;margin:.25rem 0}p{margin:.25rem 0}
.warning{font-weight:700;border-left:.4rem solid;padding-left:.6rem}
table{border-collapse:collapse;width:100%;margin:.5rem 0}
th,td{border:1px solid #555;padding:.25rem .4rem;text-align:left;vertical-align:top;font-weight:400}
thead th{font-weight:700}th:first-child{width:36%}td:nth-child(3){width:4rem}td:last-child{width:28%}
code{font:14px/1.4 ui-monospace,monospace;overflow-wrap:anywhere}
@media print{body{margin:0;max-width:none;font-size:9.5pt;line-height:1.25}h1,h2{margin:0 0 .5rem;break-after:avoid}
article{margin:0 0 4mm;padding:2mm 3mm}th,td{padding:.6mm 1.5mm}ul{margin:.5rem 0}@page{size:A4;margin:12mm}}
`

/**
 * The call sheet: one HTML page that needs nothing else, to be printed, with what is known of every line, what to ask
 * and where to write. Its title says nothing of what the lines are for: it may lie about on a desk or in a history.
 */
export const callSheet = (lines: readonly Helpline[], today: LocalDate): string => {
  const groups = entriesOf(lines, today)
  const page = html`<!doctype html>
<html lang="sv">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex">
<title>Ringlista ${today}</title>
<style>${raw(STYLE)}</style>
</head>
<body>
<h1>Ringlista ${today}</h1>
<ul>${RULES.map((rule) => html`<li>${rule}</li>`)}</ul>
${groups.map(({ heading, entries }) => html`<h2>${heading} (${entries.length})</h2>${entries.map(article)}`)}
</body>
</html>
`
  return page.toString()
}

const BOX = '☐'

const article = ({ id, name, reach, warning, standing, questions, command }: Entry): Html =>
  html`<article id="${id}">
<h3>${name}</h3>
<p class="reach">${reach.join(' · ')}</p>
${warning === undefined ? NOTHING : html`<p class="warning">${warning}</p>`}
<p>${standing}</p>
<table>
<thead><tr><th scope="col">Fråga</th><th scope="col">Vi har</th><th scope="col">Stämmer</th><th scope="col">Nytt svar</th></tr></thead>
<tbody>${[{ asks: 'Är det rätt nummer och adress?', known: reach.join(', ') || 'inget' }, ...questions].map(
    ({ asks, known }) => html`<tr><th scope="row">${asks}</th><td>${known}</td><td>${BOX}</td><td></td></tr>`,
  )}</tbody>
</table>
<p>Datum ____________ Vem svarade ______________________ Vem ringde ______________________</p>
<p><code>${command}</code></p>
</article>`

/** The same as plain text, for a screen reader or a terminal. */
export const callSheetText = (lines: readonly Helpline[], today: LocalDate): string => {
  const text = entriesOf(lines, today).flatMap(({ heading, entries }) => [
    `${heading.toUpperCase()} (${entries.length})`,
    '',
    ...entries.flatMap(entryText),
  ])
  return [`RINGLISTA ${today}`, '', ...RULES.map((rule) => `- ${rule}`), '', ...text].join('\n')
}

const entryText = ({ name, reach, warning, standing, questions, command }: Entry): readonly string[] => [
  [name, ...reach].join(' · '),
  ...(warning === undefined ? [] : [`  ${warning}`]),
  `  ${standing}`,
  ...questions.map(({ asks, known }) => `  [ ] ${asks} Vi har: ${known}.`),
  '  Datum:            Vem svarade:                      Vem ringde:',
  `  ${command}`,
  '',
]
