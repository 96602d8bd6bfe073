import type { Queryable } from '../connection.ts'
import type { Summary } from './format.ts'

/** Notes that a backup was written, or that the database was restored from one. */
export const noteBackup = async (
  db: Queryable,
  kind: 'written' | 'restored',
  { header, rows, bytes, sha256 }: Summary,
  fileName: string,
): Promise<void> =>
  void (await db.query(
    `INSERT INTO platform_backups (kind, taken_at, file_name, schema_version, row_count, byte_count, sha256)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [kind, header.created, fileName, header.schemaVersion, rows, bytes, sha256],
  ))
