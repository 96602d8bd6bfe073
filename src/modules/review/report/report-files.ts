import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { siteFolder } from '../archive/place.ts'
import { reportsCsv } from './csv.ts'
import { reportJson } from './json.ts'
import { readReportStyle, reportPage } from './page.ts'
import type { Report } from './report.ts'
import type { Telling } from './told.ts'

export const REPORT_FORMATS = ['html', 'json', 'csv', 'pdf'] as const
export type ReportFormat = (typeof REPORT_FORMATS)[number]

export type ReportWriter = {
  write(report: Report): void
  /** How many files there are. */
  close(): number
}

/**
 * Writes reports into a folder, which is made when missing: a file for each, named as the site's archive is; as CSV all
 * of them are one table, `reports.csv`.
 */
export const openReportWriter = async (
  { root, folder, format }: { readonly root: string; readonly folder: string; readonly format: ReportFormat },
  telling: Telling,
): Promise<ReportWriter> => {
  mkdirSync(folder, { recursive: true })
  if (format === 'csv') return tableWriter(folder, telling)
  const made = await makerOf(format, root, telling)
  let files = 0
  return {
    write: (report) => {
      writeFileSync(join(folder, `${siteFolder(report.code, report.site)}.${format}`), made(report))
      files += 1
    },
    close: () => files,
  }
}

const tableWriter = (folder: string, telling: Telling): ReportWriter => {
  const reports: Report[] = []
  return {
    write: (report) => void reports.push(report),
    close: () => {
      writeFileSync(join(folder, 'reports.csv'), reportsCsv(telling, reports))
      return 1
    },
  }
}

const makerOf = async (
  format: Exclude<ReportFormat, 'csv'>,
  root: string,
  telling: Telling,
): Promise<(report: Report) => string | Uint8Array> => {
  if (format === 'json') return (report) => `${JSON.stringify(reportJson(telling, report), undefined, 2)}\n`
  if (format === 'html') {
    const style = readReportStyle(root)
    return (report) => reportPage(style, telling, report)
  }
  // What sets a page in type is large: it is loaded only where a PDF is asked for.
  const { readReportTemplate, reportPdf } = await import('./document.ts')
  const template = readReportTemplate(root)
  return (report) => reportPdf(template, telling, report)
}
