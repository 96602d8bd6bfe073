import type { Mutation } from '#tests/support/mutating-proxy.ts'

/** Deliberate faults that need more than one change; see mutating-proxy.ts for the plain ones. */

/** Several changes that make one fault. */
export const together = (name: string, ...parts: readonly Mutation[]): Mutation => ({
  name,
  change: (answer, path) => parts.reduce((changed, { change }) => change?.(changed, path) ?? changed, answer),
})

/** A piece of HTML put first in the head. */
export const plantingInHead = (name: string, html: string, where: RegExp = /^/): Mutation => ({
  name,
  change: (answer, path) =>
    where.test(path) ? { ...answer, body: answer.body.replace('<head>', () => `<head>${html}`) } : answer,
})

/** A style put last in the head; it wins over the site's own. */
export const styling = (name: string, css: string): Mutation => ({
  name,
  change: (answer) => ({ ...answer, body: answer.body.replace('</head>', () => `<style>${css}</style></head>`) }),
})

/** An attribute's value changed in every page where it stands. */
export const withStatus = (name: string, from: number, to: number): Mutation => ({
  name,
  change: (answer) => (answer.status === from ? { ...answer, status: to } : answer),
})
