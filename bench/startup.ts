import { median, spread, type Figure } from './figure.ts'
import { dataFolder, startProgram } from './program.ts'

const RUNS = 5
const FIRST_LIMIT_S = 30
const LATER_LIMIT_S = 1.5

/** From the command to the first answered page: with an empty data folder, and again with the one it left. */
export const measure = async (): Promise<readonly Figure[]> => {
  const first: number[] = []
  const later: number[] = []
  for (let run = 0; run < RUNS; run += 1) {
    const data = dataFolder()
    first.push(await startOnce(data.path))
    later.push(await startOnce(data.path))
    data.remove()
  }
  return [
    {
      name: 'First start to the first answered page (new database; packages installed already)',
      value: `${median(first).toFixed(2)} s`,
      against: `≤ ${FIRST_LIMIT_S} s`,
      holds: median(first) <= FIRST_LIMIT_S,
      runs: spread(first, 2),
    },
    {
      name: 'Later start to the first answered page',
      value: `${median(later).toFixed(2)} s`,
      against: `≤ ${LATER_LIMIT_S} s`,
      holds: median(later) <= LATER_LIMIT_S,
      runs: spread(later, 2),
    },
  ]
}

const startOnce = async (data: string): Promise<number> => {
  const from = performance.now()
  const program = await startProgram(data)
  const seconds = (performance.now() - from) / 1000
  await program.stop()
  return seconds
}
