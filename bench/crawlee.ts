import { CheerioCrawler, Configuration, log, LogLevel } from '@crawlee/cheerio'

/*
 * The peer of the crawl, as a process of its own: crawlee's CheerioCrawler over the same sites, every link of the same
 * origin, its storage in memory. Says on one line how many pages it had, in how long.
 */
const starts = JSON.parse(process.argv[2] ?? '[]') as readonly string[]
log.setLevel(LogLevel.OFF)
let pages = 0
const crawler = new CheerioCrawler(
  {
    maxConcurrency: 40,
    minConcurrency: 20,
    maxRequestRetries: 0,
    requestHandler: async ({ $, enqueueLinks }) => {
      pages += 1
      // What the simplest of users does with a page: its title and its text.
      $('title').text()
      $('main').text()
      await enqueueLinks({ strategy: 'same-origin' })
    },
  },
  new Configuration({ persistStorage: false, availableMemoryRatio: 0.5 }),
)
const begun = performance.now()
await crawler.run([...starts])
const seconds = (performance.now() - begun) / 1000
const { user, system } = process.cpuUsage()
process.stdout.write(`${JSON.stringify({ pages, seconds, cpuSeconds: (user + system) / 1e6 })}\n`)
