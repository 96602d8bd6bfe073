/** What the house knows of Sweden's municipalities and counties; handed in, as the platform imports no module. */
export type Places = {
  /** Those of the day, by what their organisations are called. */
  readonly counties: readonly Tied[]
  readonly municipalities: readonly Tied[]
  municipality(code: string): Place | undefined
  county(code: string): Place | undefined
  /** The codes of a county's municipalities. */
  municipalitiesOf(county: string): readonly string[]
  /** Whether a county is assumed to have one regional support structure for all its municipalities. */
  hasOneRss(county: string): boolean
  /** What is known of a county's structures and on what evidence, as a sentence. */
  aboutRss(county: string): string
}

/** What an organisation can be tied to, by its code. */
export type Tied = Place & {
  readonly code: string
  /** What the place itself is called: Hjo, Västra Götalands län. */
  readonly name: string
}

type Place = {
  /** What its organisation is called when nobody says otherwise. */
  readonly organisation: string
}
