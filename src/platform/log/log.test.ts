import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import test from 'node:test'
import { promisify } from 'node:util'

const LOG = import.meta.resolve('./index.ts')

/** What a program that runs these words with `log` writes on stderr. */
const written = async (words: string): Promise<string> => {
  const program = `import { openLog } from ${JSON.stringify(LOG)}\nconst log = openLog()\n${words}`
  const { stderr, stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program])
  assert.equal(stdout, '')
  return stderr
}

test('a line is one JSON document with its facts, without the machine’s name or the process’s number', async () => {
  const line = JSON.parse(await written(`log.info('Counted visits are written.', { months: 2 })`)) as object
  assert.deepEqual(Object.keys(line).toSorted(), ['level', 'months', 'msg', 'time'])
})

test('what broke is told by its name and place in the code, never in the error’s own words', async () => {
  const text = await written(`
    const where = (request) => { throw new RangeError('no page for ' + request) }
    try { where('/s/1480/k?name=Anna') } catch (error) { log.broke('A page could not be made.', error) }
    log.broke('Something else.', 'Anna, 070')`)
  assert.doesNotMatch(text, /Anna|1480|070/)
  const [page, other] = text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
  assert.equal(page?.['error'], 'RangeError')
  assert.match(String(page?.['at']), /at where /)
  assert.deepEqual([other?.['error'], other?.['at']], ['string', []])
})
