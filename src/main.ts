import { enableCompileCache } from 'node:module'

// Before anything else is loaded, so that everything else is loaded faster the next time.
enableCompileCache()
const { start } = await import('./start.ts')
const { QUEUES } = await import('./queues.ts')
await start({ web: true, work: QUEUES })
