import type { Command } from 'commander'
import { stockholm } from '#kernel/dates.ts'
import type { CliContext } from '#platform/cli.ts'
import type { Reference } from '#modules/municipality/index.ts'
import type { DecisionKind } from './decisions.ts'
import { receptionFindings, type Advice, type Finding } from './findings.ts'
import { readReceptions } from './store.ts'

/** `reception check`: status 1 when something must be seen to. */
export const checkCommand = (program: Command, context: CliContext, reference: () => Reference): void => {
  program
    .command('check')
    .description(
      'what must be seen to: gaps of the coming 14 days, missing decisions, one member only, a rota that ends; status 1 when there is anything',
    )
    .option('--json', 'as JSON')
    .action(async ({ json }: { json?: boolean }) => check(context, reference(), json === true))
}

const check = async (context: CliContext, reference: Reference, json: boolean): Promise<void> => {
  const { receptions, unreadable } = await readReceptions(await context.openDatabase())
  const findings = receptionFindings(receptions, context.now())
  if (json) context.out(JSON.stringify({ findings, unreadable }, undefined, 2))
  else {
    for (const name of unreadable)
      context.out(`${name}: was stored by another version and cannot be read; set it again.`)
    for (const finding of findings) context.out(`${finding.reception}: ${saidOf(finding, reference)}`)
    if (findings.length + unreadable.length === 0)
      context.out(
        receptions.length === 0 ? 'There is no reception.' : `All is well with ${receptions.length} receptions.`,
      )
  }
  if (findings.length + unreadable.length > 0) context.exit(1)
}

const saidOf = (finding: Finding, reference: Reference): string => {
  switch (finding.kind) {
    case 'gap':
      return `nobody answers from ${clock(finding.from)} to ${clock(finding.to)}; on the rota: ${finding.planned.join(', ')}.`
    case 'missing-decision':
      return `${nameOf(finding.municipality, reference)} has not recorded its decision on ${DECISION_WORDS[finding.decision]}; it is no door there before that.`
    case 'one-member':
      return `one member only, so nobody when that one is away. ${advised(finding.advice, reference)}`
    case 'rota-ends':
      return `the rota ends ${finding.on}; after its last shift nobody answers.`
    case 'nobody-ahead':
      return 'nobody answers within the coming five weeks, whatever the rota says.'
    case 'nobody-instead':
      return `pauses, and ${finding.to} is not opened for ${nameOf(finding.municipality, reference)}: the page there names nobody in its place.`
  }
}

const DECISION_WORDS: Record<DecisionKind, string> = {
  'service-without-assessment': 'services without individual needs assessment',
  'documentation-exceptions': 'exceptions from documentation',
  retention: 'retention',
  dpia: 'the data protection impact assessment',
  'processor-agreement': 'the processor agreement',
}

const advised = (advice: Advice, { municipalities }: Reference): string => {
  if (advice.kind === 'none') return ''
  const county = municipalities.counties.find(({ code }) => code === advice.introducer)?.name ?? advice.introducer
  return advice.receptions.length === 0
    ? `Found a reception together with neighbours; ${county} can introduce you.`
    : `Join a shared reception (${advice.receptions.join(', ')}); ${county} can introduce you.`
}

const nameOf = (code: string, { municipalities }: Reference): string => municipalities.get(code)?.name ?? code

const clock = (at: Date): string => {
  const { date, time } = stockholm(at)
  return `${date} ${time}`
}
