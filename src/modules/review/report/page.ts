import { html, raw } from '#kernel/html.ts'
import { readStyle } from '#platform/http/style.ts'
import type { Report } from './report.ts'
import type { Telling } from './told.ts'
import { toldReport } from './told-report.ts'
import { reportView } from './view.ts'

/** The style of a report that stands alone: the workplace's own. */
export const readReportStyle = (root: string): string => readStyle(root, 'src/platform/http/workplace.css')

/** The report as one file that needs nothing else: no script, no network; to be read, printed or sent as it is. */
export const reportPage = (style: string, telling: Telling, report: Report): string =>
  `<!doctype html>${String(html`<html lang="${telling.language}">
<head>
<meta charset="utf-8">
<title>${toldReport(telling, report).title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="referrer" content="no-referrer">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<link rel="icon" href="data:,">
<style>${raw(style)}</style>
</head>
<body>
<main>
<h1>${toldReport(telling, report).title}</h1>
${reportView(telling, report)}
</main>
</body>
</html>
`)}`
