/**
 * Documents (dokument): PDF that a screen reader can read (PDF/UA-1), made by Typst from a template of ours and data.
 * What the data holds is text and never markup, so that nothing that was found on a website can be run in a document.
 */
export type { Given } from './legible.ts'
export { makePdf } from './pdf.ts'
