import { enableCompileCache } from 'node:module'

enableCompileCache()
const { runCommand } = await import('./command-line.ts')
await runCommand(process.argv.slice(2))
