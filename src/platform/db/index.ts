/**
 * The database: one PostgreSQL, embedded or a server, reached the same way. Rooms get a `Queryable` and know
 * nothing of connections; only `store.ts` files hold SQL. It must never keep a value of a statement in a log,
 * never write into tables of a newer version, and never lose what it said was stored.
 */
export { databaseCommands } from './commands.ts'
export type { Queryable, Row } from './connection.ts'
export { type Database, type DbConfig, openDatabase } from './database.ts'
export { health, type Health } from './health.ts'
export { type BackupNote, type DatabaseDescription, describeDatabase, lastBackup } from './status.ts'
