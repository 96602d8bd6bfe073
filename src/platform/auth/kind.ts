/** Jämställdhetsmyndigheten, a länsstyrelse, a regional support structure, a kommun, whoever runs the installation. */
export const KINDS = ['operator', 'agency', 'county', 'rss', 'municipality'] as const
export type Kind = (typeof KINDS)[number]

export const isKind = (text: string): text is Kind => KINDS.some((kind) => kind === text)
