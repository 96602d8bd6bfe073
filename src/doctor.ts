import { request } from 'node:http'
import type { Command } from 'commander'
import type { CliContext } from '#platform/cli.ts'
import { findingsOf, type Finding } from './findings.ts'
import { observe } from './observe.ts'

/** \`rackhall doctor\`: in one screen what runs, on what, how old the backup is and what is wrong (status 1). */
export const doctorCommand = (program: Command, context: CliContext): void => {
  program
    .command('doctor')
    .description('what runs, on what, how old the backup is and what is wrong; status 1 when something is')
    .option('--json', 'as JSON')
    .action(async ({ json }: { json?: boolean }) => {
      const findings = await examine(context)
      if (json === true) {
        const rows = findings.map(({ what, says, wrong }) => ({ what, says, wrong }))
        context.out(JSON.stringify(rows, undefined, 2))
      } else {
        const width = Math.max(...findings.map(({ what }) => what.length))
        for (const { what, says, wrong } of findings) context.out(`${wrong ? '!' : ' '} ${what.padEnd(width)}  ${says}`)
      }
      if (findings.some(({ wrong }) => wrong)) context.exit(1)
    })
}

const examine = async (context: CliContext): Promise<readonly Finding[]> => {
  const { host, port } = context.config
  const answers = await answersAt(host, port)
  const seen = await observe(await context.openDatabase(), context.config, context.now())
  return findingsOf({ ...seen, site: { address: `${host}:${port}`, answers } })
}

/** A page of ours is known by its neutral header; any other program on the port is not. */
const answersAt = async (host: string, port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const asking = request({ host, port, path: '/', timeout: 2000 }, (response) => {
      response.resume()
      resolve(response.statusCode === 200 && response.headers['request-otr'] === '1')
    })
    asking.on('timeout', () => asking.destroy())
    asking.on('error', () => resolve(false))
    asking.end()
  })
