import assert from 'node:assert/strict'
import { join } from 'node:path'
import test from 'node:test'
import { ConfigurationError, exitUrlFault, PROJECT_ROOT, readConfig } from './config.ts'

const HOSTS = new Set(['www.smhi.se', 'www.yr.no'])
const read = (environment: Readonly<Record<string, string>> = {}) => readConfig(environment, HOSTS)

/** The sentences with which it is refused. */
const refusal = (environment: Readonly<Record<string, string>>): string => {
  try {
    read(environment)
  } catch (error) {
    if (error instanceof ConfigurationError) return error.message
    throw error
  }
  return ''
}

test('with nothing set, the site answers on this machine alone and leaves to the weather', () => {
  const { config } = read()
  assert.deepEqual(
    { ...config, dataDir: '' },
    {
      host: '127.0.0.1',
      port: 3000,
      staffPort: 3001,
      publicOrigin: 'http://127.0.0.1:3000',
      staffOrigin: 'http://localhost:3001',
      databaseUrl: undefined,
      keystoreUrl: undefined,
      keystoreKeys: undefined,
      pgBinDir: undefined,
      dataDir: '',
      exitUrl: 'https://www.smhi.se/',
      smtpUrl: undefined,
      mailFrom: undefined,
      operatorFile: undefined,
      trustProxy: false,
      metricsPort: undefined,
      workers: 1,
    },
  )
  assert.equal(config.dataDir, join(PROJECT_ROOT, 'var'))
})

test('an empty value counts as not set; spaces around one are nothing', () => {
  const { config, settings } = read({ PORT: ' 8080 ', DATABASE_URL: '', EXIT_URL: '  ' })
  assert.equal(config.port, 8080)
  assert.equal(config.databaseUrl, undefined)
  assert.deepEqual(
    settings.find(({ name }) => name === 'DATABASE_URL'),
    { name: 'DATABASE_URL', value: '(not set)', from: 'default' },
  )
})

test('the origins follow the ports, and a data folder is taken from where one stands', () => {
  const { config } = read({ PORT: '4000', STAFF_PORT: '4001', RACKHALL_DATA: 'data-here' })
  assert.equal(config.publicOrigin, 'http://127.0.0.1:4000')
  assert.equal(config.staffOrigin, 'http://localhost:4001')
  assert.equal(config.dataDir, join(process.cwd(), 'data-here'))
})

test('every wrong value gets its own sentence, all at once', () => {
  const sentences = refusal({
    PORT: '65536',
    STAFF_PORT: '-1',
    METRICS_PORT: '9 000',
    WORKERS: '0',
    TRUST_PROXY: 'maybe',
    DATABASE_URL: 'mysql://db.example/site',
    RACKHALL_EXIT: 'x',
  }).split('\n')
  assert.equal(sentences.length, 7)
  for (const expected of [
    /^PORT is "65536": expected a port/,
    /^STAFF_PORT is "-1"/,
    /^METRICS_PORT is "9 000"/,
    /^WORKERS is "0": expected a whole number from 1/,
    /^TRUST_PROXY is "maybe": expected yes or no/,
    /^DATABASE_URL does not begin with postgres:\/\//,
    /^RACKHALL_EXIT is not a setting/,
  ])
    assert.ok(
      sentences.some((sentence) => expected.test(sentence)),
      String(expected),
    )
})

test('a password is neither printed nor told in a refusal', () => {
  const { settings } = read({ DATABASE_URL: 'postgres://site:hemligt@db.example/site' })
  assert.ok(!JSON.stringify(settings).includes('hemligt'))
  assert.ok(!refusal({ DATABASE_URL: 'mysql://site:hemligt@db.example/site' }).includes('hemligt'))
})

test('an origin is scheme, host and port alone; http only on this machine', () => {
  for (const right of ['https://example.org', 'https://example.org:8443', 'http://localhost:3000', 'http://[::1]:3000'])
    assert.equal(refusal({ PUBLIC_ORIGIN: right }), '', right)
  for (const wrong of ['https://example.org/', 'https://example.org/s', 'example.org', 'http://example.org', 'ftp://a'])
    assert.match(refusal({ PUBLIC_ORIGIN: wrong }), /^PUBLIC_ORIGIN is /, wrong)
})

test('one may leave to a host of the list by https, or to this machine while trying', () => {
  for (const right of [
    'https://www.smhi.se/',
    'https://www.yr.no/nb',
    'http://127.0.0.1:9/',
    'http://localhost:8080/weather',
    'http://[::1]/',
  ])
    assert.equal(exitUrlFault(right, HOSTS), undefined, right)
})

test('one never leaves to anywhere else, nor with anything in the address that could tell', () => {
  for (const wrong of [
    'http://www.smhi.se/',
    'https://smhi.se/',
    'https://www.smhi.se.example.org/',
    'https://example.org/',
    'https://www.smhi.se/?from=help',
    'https://www.smhi.se/#help',
    'https://user@www.smhi.se/',
    'http://127.0.0.1.example.org/',
    'https://127.0.0.1/',
    'javascript:alert(1)',
    'data:text/html,hello',
    '//www.smhi.se/',
    '',
  ])
    assert.notEqual(exitUrlFault(wrong, HOSTS), undefined, wrong)
})

test('a mail server needs an address to send from, and a wrong one is named without its password', () => {
  const { config } = read({ SMTP_URL: 'smtps://site:hemligt@mail.example.se', MAIL_FROM: 'Räckhåll <a@example.se>' })
  assert.equal(config.mailFrom, 'Räckhåll <a@example.se>')
  assert.match(refusal({ SMTP_URL: 'smtp://mail.example.se' }), /^SMTP_URL is set and MAIL_FROM is not/)
  assert.match(refusal({ MAIL_FROM: 'Räckhåll' }), /^MAIL_FROM is "Räckhåll": expected an address/)
  const wrong = refusal({ SMTP_URL: 'mail://site:hemligt@mail.example.se', MAIL_FROM: 'a@example.se' })
  assert.match(wrong, /^SMTP_URL: expected smtp:\/\/ or smtps:\/\//)
  assert.doesNotMatch(wrong, /hemligt/)
})
