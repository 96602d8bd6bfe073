import { countryOf } from './truth.ts'
import { serveCountry } from './server.ts'

/*
 * The country's servers as a process of their own, so that whoever measures a crawl does not measure them too: how many
 * sites, and how many pages about other things each has. Says where they are on one line, and ends with its input.
 */
const [count = '20', others = '40'] = process.argv.slice(2)
const country = await serveCountry(countryOf(Number(count), { others: Number(others), calm: true }))
process.stdout.write(
  `${JSON.stringify(country.sites.map(({ origin, truth }) => ({ code: truth.code, url: origin })))}\n`,
)
process.stdin.resume().once('end', () => void country.stop())
