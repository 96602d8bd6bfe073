import type { LocalDate } from '#kernel/dates.ts'
import type { PublicReviews, ReadPublic } from '#modules/review/index.ts'

/** A review becomes public at midnight, or when its municipality has looked: nobody waits for it to the second. */
const LOOK_EVERY_MS = 60_000

export type KeptReviews = {
  /** Looks now, after what is under way. Never rejects. */
  look(): Promise<void>
  /** Resolves when nothing is under way. */
  stop(): Promise<void>
}

/** Keeps the public pages of the review as they should be: looks at once, and then once a minute. */
export const keepReviews = (
  reading: ReadPublic,
  {
    today,
    take,
    broke,
  }: {
    readonly today: () => LocalDate
    readonly take: (reviews: PublicReviews) => void
    readonly broke: (error: unknown) => void
  },
): KeptReviews => {
  let looking: Promise<void> = Promise.resolve()
  const look = async (): Promise<void> =>
    (looking = looking.then(async () => {
      try {
        const reviews = await reading.read(today())
        if (reviews !== undefined) take(reviews)
      } catch (error) {
        broke(error)
      }
    }))
  void look()
  const timer = setInterval(() => void look(), LOOK_EVERY_MS)
  timer.unref()
  return {
    look,
    stop: async () => {
      clearInterval(timer)
      await looking
    },
  }
}
