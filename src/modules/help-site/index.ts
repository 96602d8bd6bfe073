/**
 * The public help site (hitta hjälp): the pages a person exposed to violence, a child, someone worried or someone who
 * uses violence reads, for all municipalities, in every language that is released; their texts and how those stand;
 * the export of the site as files; and the count of visits.
 *
 * It must never know who reads: no cookie, no storage, no third party, no log of who, from where, what page or when; it
 * may not import `platform/auth`. It must never show a text that nobody has written or a number that has no source, and
 * never keep anybody from leaving.
 */
export { readAccessibilityResult, RESULT_FILE, type AccessibilityResult } from './accessibility.ts'
export { AUDIENCES } from './audience.ts'
export { COUNT_AT, COUNT_CHANNEL, recentVisits, writeCounts } from './jobs.ts'
export { readOperator, type Operator } from './operator.ts'
export { previewOf } from './preview.ts'
export { HELP_SITE_ROUTES } from './routes.ts'
export { openSite, type Site } from './site.ts'
export { readFaults } from './store.ts'
export { readLanguages, readTexts } from './text/texts.ts'
export { monthOf, openVisitCounter } from './visits.ts'
export { warm } from './warm.ts'
export { prepare, type Known, type Prepared } from './world.ts'
