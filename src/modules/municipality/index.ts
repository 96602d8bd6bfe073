/**
 * The municipalities (kommuner) of Sweden with their validity, what each has confirmed of its own help, the register of
 * national helplines and the crisis notices: every fact that the public pages show.
 *
 * It must never invent a number, an hour or a place; never keep a shelter's address, for which there is no field; never
 * lose what was confirmed before (nothing is overwritten); and never tell of anyone who reads.
 */
export { nextCrisisTurn, noticesFor, type CrisisNotice, type CrisisScope } from './crisis.ts'
export { readExitHosts } from './exits.ts'
export { factsOf, staleLocalHelp, type Facts } from './facts.ts'
export {
  answeringAt,
  canBeCalled,
  firstAmong,
  sureAnswering,
  type Answering as LineAnswering,
} from './helplines/opening.ts'
export { checkHelplines } from './helplines/check.ts'
export type { Helpline } from './helplines/helpline.ts'
export { helplineRoutes, helplinesDue } from './helplines/staff-routes.ts'
export { audiencesOf, checkedOn, linesFor, standingOf, type ShownLine } from './helplines/standing.ts'
export { makePageAnew, putPageBack, takePageDown } from './leaving-store.ts'
export { isOld, type Contacts, type LocalHelp } from './local-help.ts'
export type { Municipalities, Municipality } from './municipality.ts'
export { overviewRoutes } from './overview/routes.ts'
export { overviewDue } from './overview/staff-due.ts'
export type { DraftContacts } from './page/draft.ts'
export { readDraft, saveDraft } from './page/draft-store.ts'
export { weekSaid } from './page/hours-words.ts'
export type { Asked, PublicPage, PublicPages } from './page/preview.ts'
export { pageDueFor } from './page/publish-due-routes.ts'
export { ownMunicipality } from './page/publish-own.ts'
export { publishingRoutes } from './page/publish-room.ts'
export { displayOf, readNumber } from './phone-number.ts'
export { loadReference, type Reference } from './reference.ts'
export { sectionRoutes } from './page/section-routes.ts'
export { readRss } from './rss.ts'
export { FACTS_CHANNEL, readFacts } from './store.ts'
export * as written from './written.ts'
