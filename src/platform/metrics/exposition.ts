/** A figure for a monitoring system. A label is a kind out of a closed list: never a page, a place or a person. */
export type Metric = {
  readonly name: string
  readonly help: string
  readonly type: 'counter' | 'gauge'
  readonly samples: readonly { readonly kind?: readonly [label: string, value: string]; readonly value: number }[]
}

/**
 * The metrics in the text form of Prometheus, version 0.0.4.
 * https://prometheus.io/docs/instrumenting/exposition_formats/
 */
export const exposition = (metrics: readonly Metric[]): string =>
  metrics
    .filter(({ samples }) => samples.length > 0)
    .map(({ name, help, type, samples }) =>
      [
        `# HELP ${name} ${help.replaceAll('\\', String.raw`\\`).replaceAll('\n', String.raw`\n`)}`,
        `# TYPE ${name} ${type}`,
        ...samples.map(({ kind, value }) => `${name}${kind === undefined ? '' : labelOf(kind)} ${numberOf(value)}`),
        '',
      ].join('\n'),
    )
    .join('')

const labelOf = ([label, value]: readonly [string, string]): string => {
  const escaped = value
    .replaceAll('\\', String.raw`\\`)
    .replaceAll('"', String.raw`\"`)
    .replaceAll('\n', String.raw`\n`)
  return `{${label}="${escaped}"}`
}

const numberOf = (value: number): string => {
  if (value === Number.POSITIVE_INFINITY) return '+Inf'
  return value === Number.NEGATIVE_INFINITY ? '-Inf' : String(value)
}
