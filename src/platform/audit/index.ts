/**
 * The audit (granskningslogg): who did what, when, for which organisation and about what, in a chain that only grows.
 * It stands in the same transaction as the change it tells of. It must never hold anything sensitive: no text, no
 * telephone number, nothing of a person seeking help; and nothing of the public site may write to it.
 */
export { auditCommands } from './commands.ts'
export { operatorHere } from './operator.ts'
export { audit, auditLength } from './store.ts'
export { verifyAudit, type Verified } from './verify.ts'
