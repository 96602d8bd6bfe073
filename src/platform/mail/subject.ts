/**
 * A subject is read over a shoulder, on a locked screen and by whoever passes a shared mailbox. It never says what the
 * house is about. Word beginnings, in Swedish and English.
 */
const TELLING =
  /våld|misshand|heder|kvinnofrid|jour|övergrepp|utsatt|förtryck|förföl|stalk|prostitu|människohandel|hbtq|skydd|hot(?:a|\b)|hjälp|violen|abus|honou?r|victim|survivor|rape|assault|traffick|shelter|lgbt|threat|danger|helpline|refuge/iu

/** Why a subject may not be used, as a sentence; nothing when it may. */
export const subjectFault = (subject: string): string | undefined => {
  if (subject.trim() === '') return 'A mail needs a subject.'
  if (/\p{Cc}/u.test(subject)) return 'A subject is one line.'
  const word = TELLING.exec(subject)?.[0]
  return word === undefined
    ? undefined
    : `A subject says nothing of what the mail is about, and this one says "${word}".`
}
