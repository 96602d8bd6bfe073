import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { exposition } from './exposition.ts'
import { openMetricsServer } from './server.ts'

const line = (text: string): readonly string[] => text.split('\n')

test('a figure stands with what it means and its kind', () => {
  const text = exposition([
    { name: 'rackhall_mail', help: 'By state.', type: 'gauge', samples: [{ kind: ['state', 'sent'], value: 3 }] },
    { name: 'up', help: 'Up.', type: 'gauge', samples: [{ value: 1 }] },
    { name: 'nothing', help: 'No sample.', type: 'counter', samples: [] },
  ])
  assert.deepEqual(line(text), [
    '# HELP rackhall_mail By state.',
    '# TYPE rackhall_mail gauge',
    'rackhall_mail{state="sent"} 3',
    '# HELP up Up.',
    '# TYPE up gauge',
    'up 1',
    '',
  ])
})

test('whatever a label holds, it stays on its line and inside its quotation marks', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary' }),
      fc.double({ noNaN: true }).filter((value) => !Object.is(value, -0)),
      (kind, value) => {
        const text = exposition([{ name: 'm', help: 'x', type: 'gauge', samples: [{ kind: ['kind', kind], value }] }])
        const [, , sample, end] = line(text)
        assert.equal(end, '')
        const [, escaped = '', number] = /^m\{kind="((?:[^"\\]|\\[\\"n])*)"\} (\S+)$/u.exec(sample ?? '') ?? []
        const read = escaped.replaceAll(/\\(.)/gu, (_, sign: string) => (sign === 'n' ? '\n' : sign))
        assert.equal(read, kind)
        assert.equal(Number(number?.replace('Inf', 'Infinity')), value)
      },
    ),
  )
})

test('it answers on loopback with the figures, and says whether the process can work', async (t) => {
  let ready = true
  const server = await openMetricsServer(0, {
    metrics: async () => [{ name: 'up', help: 'Up.', type: 'gauge', samples: [{ value: 1 }] }],
    health: async () => (ready ? { kind: 'ready' } : { kind: 'unready', why: 'The database cannot be asked.' }),
  })
  t.after(() => server.stop())
  const ask = async (path: string, method = 'GET'): Promise<readonly [number, string]> => {
    const response = await fetch(`http://127.0.0.1:${server.port}${path}`, { method })
    return [response.status, await response.text()]
  }
  assert.match((await ask('/metrics'))[1], /^up 1$/m)
  assert.deepEqual(await ask('/healthz'), [200, 'alive\n'])
  assert.deepEqual(await ask('/readyz'), [200, 'ready\n'])
  ready = false
  assert.deepEqual(await ask('/readyz'), [503, 'The database cannot be asked.\n'])
  assert.equal((await ask('/healthz'))[0], 200)
  assert.equal((await ask('/'))[0], 404)
  assert.equal((await ask('/metrics', 'POST'))[0], 404)
})
