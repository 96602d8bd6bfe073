/** The files of a visit's folder. */
export const WARC = 'pages.warc.gz'
export const CDXJ = 'pages.cdxj'
export const VISIT = 'visit.json'
export const BROWSER = 'browser.jsonl'
