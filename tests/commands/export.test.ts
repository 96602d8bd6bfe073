import assert from 'node:assert/strict'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { until } from '#tests/support/tab.ts'
import { CONTACTS_FILE } from '#tests/support/builders.ts'
import { anOperator, done, refused } from './operator.ts'

/* The site as files, written and followed by the real command. */

const operator = await anOperator()
const { rackhall, folder } = operator

const WITHIN_MS = 10_000

test('wrong use is told of, and nobody else’s files are touched', async () => {
  refused(await rackhall(['export']), 2, /missing required argument 'folder'/)
  refused(await rackhall(['export', 'copy', '--municipality', '1497', '9999']), 2, /no municipality with the code 9999/)
  refused(
    await rackhall(['export', 'copy', '--listen', '80; include /etc/passwd']),
    2,
    /expected an address and a port/,
  )
  refused(await rackhall(['export', 'co$py']), 2, /a sign in its name that nginx cannot be told/)
  const others = join(folder, 'others', 'site')
  mkdirSync(others, { recursive: true })
  writeFileSync(join(others, 'index.html'), 'somebody else’s')
  refused(await rackhall(['export', 'others']), 2, /others\/site holds files that no export of ours wrote/)
  writeFileSync(join(folder, 'nginx.conf'), 'events {}')
  refused(await rackhall(['export', '.']), 2, /nginx\.conf is not one of ours/)
  assert.equal(readFileSync(join(others, 'index.html'), 'utf8'), 'somebody else’s')
  assert.deepEqual(readdirSync(folder).toSorted(), ['nginx.conf', 'others'])
})

test('a followed copy that is ended in order ends with 0', async () => {
  const running = operator.start(['export', 'short', '--follow', '--municipality', '1497'])
  try {
    await running.said(/nginx\.conf is new/)
    running.signal('SIGTERM')
    assert.equal((await running.ended).status, 0)
  } finally {
    await running.end()
  }
})

test('a followed copy takes in a crisis within ten seconds and what is confirmed, and ends at Ctrl+C with 130', async () => {
  const copy = join(folder, 'copy')
  const read = (file: string): string => readFileSync(join(copy, 'site', file), 'utf8')
  const stands = async (file: string, words: string): Promise<void> => {
    const begun = performance.now()
    await until(`${words} in ${file}`, async () => read(file).includes(words))
    assert.ok(performance.now() - begun <= WITHIN_MS)
  }
  const running = operator.start(['export', 'copy', '--follow', '--municipality', '1497', '--json'])
  try {
    // It is told of changes as soon as the first pages stand, while they are still being compressed.
    await running.said(/nginx\.conf is new\. Start with it: nginx -e \/dev\/null -c /)
    done(
      await rackhall([
        'crisis',
        'set',
        '--all',
        '--text',
        'sv=Telefonen ligger nere.',
        '--until',
        '2099-01-01 12:00',
        '--by',
        'Beredskapen',
      ]),
    )
    await stands('s/1497.html', 'Telefonen ligger nere.')
    await stands('s/ar/1497.html', 'Telefonen ligger nere.')
    writeFileSync(join(folder, 'contacts.yaml'), CONTACTS_FILE)
    done(await rackhall(['municipality', 'set', '1497', '--file', 'contacts.yaml']))
    await stands('f/1497.json', '+46313900650')
    done(await rackhall(['crisis', 'clear', '--all', '--by', 'Beredskapen']))
    await until('its end', async () => !read('s/1497.html').includes('Telefonen ligger nere.'))
    await running.said(/\d\d:\d\d \d+ pages replaced\./)
    running.signal('SIGINT')
    const { status, out } = await running.ended
    assert.equal(status, 130)
    const report = JSON.parse(out) as { folder: string; pages: number; changed: number }
    assert.deepEqual([report.folder, report.changed], [copy, report.pages])
    const files = readdirSync(join(copy, 'site'), { recursive: true, encoding: 'utf8' })
    assert.deepEqual(
      files.filter((name) => name.endsWith('.new')),
      [],
    )
  } finally {
    await running.end()
  }
})
