/** Where an archive is not what was written: the file, how far into it, and what was expected there. */
export type ArchiveFault = { readonly file: string; readonly offset: number; readonly expected: string }

export const isFault = (read: object): read is ArchiveFault => 'file' in read && 'expected' in read

/** The sentence an operator reads. */
export const faultSentence = ({ file, offset, expected }: ArchiveFault): string =>
  `${file}, at byte ${offset}: expected ${expected}`

/** Another process writes the archive of this site. */
export class ArchiveTaken extends Error {
  override name = 'ArchiveTaken'
}
