/**
 * Figures for the machine's own monitoring, on loopback: how many of each kind, and nothing else. A label must never
 * name a page, a place, an address or a person, and nothing here may tell when somebody looked for help.
 */
export type { Metric } from './exposition.ts'
export { openMetricsServer, type MetricsServer } from './server.ts'
