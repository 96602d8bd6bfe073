import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test, { type TestContext } from 'node:test'
import { Command } from 'commander'
import { anAuthenticator, type Authenticator } from '#tests/support/authenticator.ts'
import { aDatabase, type TestDatabase } from '#tests/support/database.ts'
import type { CliContext } from '../cli.ts'
import { ConfigurationError, readConfig } from '../config.ts'
import { inviteCommands } from './invite-commands.ts'
import { oidcCommands } from './oidc-commands.ts'
import type { PersonId } from './organisation.ts'
import { addOptions } from './passkey.ts'
import { readSession } from './session-store.ts'
import { acceptInvitation, invitedBy } from './sign-in.ts'

const NOW = new Date('2026-11-24T12:00:00Z')
const ORIGIN = 'http://localhost:3001'

const aTerminal =
  (database: TestDatabase) =>
  async (...words: readonly string[]): Promise<string> => {
    const out: string[] = []
    const context: CliContext = {
      ...readConfig({}, new Set(['www.smhi.se'])),
      out: (line) => void out.push(line),
      print: (text) => void out.push(text),
      err: () => {},
      openDatabase: async () => database,
      now: () => NOW,
      untilStopped: async () => undefined,
      exit: () => {},
    }
    const program = new Command('rackhall').exitOverride()
    inviteCommands(program, context)
    oidcCommands(program, context)
    await program.parseAsync([...words], { from: 'user' })
    return out.join('\n')
  }

const tokenIn = (link: string): string => {
  assert.ok(link.startsWith(`${ORIGIN}/invitation/`), link)
  return link.slice(`${ORIGIN}/invitation/`.length)
}

const comeIn = async (db: TestDatabase, token: string, key: Authenticator): Promise<string> => {
  const options = await addOptions(db, ORIGIN, { person: 'any' as PersonId, name: 'M', email: 'm@example.se' }, [], NOW)
  const entering = { origin: ORIGIN, now: NOW, device: 'Firefox, Linux', language: 'sv' as const }
  const done = await acceptInvitation(db, token, { answer: key.add(options, ORIGIN), keyName: 'Nyckel' }, entering)
  assert.ok(done.kind === 'signed-in', done.kind)
  return done.token
}

const MARIA = ['operator', 'invite', 'Maria@example.se', '--name', 'Maria Ek'] as const

test('the first operator gets a link; asked for again it is a new one for the same person', async (t) => {
  const db = await aDatabase(t)
  const rackhall = aTerminal(db)
  const first = tokenIn(await rackhall(...MARIA))
  const second = tokenIn(await rackhall(...MARIA))
  assert.equal((await invitedBy(db, first, NOW)).kind, 'withdrawn')
  const invited = await invitedBy(db, second, NOW)
  assert.ok(invited.kind === 'open')
  assert.deepEqual([invited.name, invited.email], ['Maria Ek', 'maria@example.se'])
})

test('who has a passkey gets no link round it, unless an operator has lost hers: then it ends', async (t) => {
  const db = await aDatabase(t)
  const rackhall = aTerminal(db)
  const session = await comeIn(db, tokenIn(await rackhall(...MARIA)), anAuthenticator())
  await assert.rejects(rackhall('operator', 'link', 'maria@example.se'), /has a passkey already/)
  assert.ok(await readSession(db, session, NOW))
  const link = tokenIn(await rackhall('operator', 'link', 'maria@example.se', '--lost-key'))
  assert.equal(await readSession(db, session, NOW), undefined)
  await comeIn(db, link, anAuthenticator())
})

test('what is no address, and who is nobody here, is told', async (t) => {
  const rackhall = aTerminal(await aDatabase(t))
  await assert.rejects(rackhall('operator', 'invite', 'maria', '--name', 'Maria'), /maria is no address/)
  await assert.rejects(rackhall('operator', 'link', 'bo@example.se'), /Nobody with the address bo@example.se/)
})

const aSecret = (t: TestContext, text: string): string => {
  const folder = mkdtempSync(join(tmpdir(), 'secret-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'secret')
  writeFileSync(file, text)
  return file
}

test('a provider is set, listed without its secret, and taken away', async (t) => {
  const rackhall = aTerminal(await aDatabase(t))
  await rackhall(...MARIA)
  const file = aSecret(t, 'very secret')
  const ours = ['--issuer', 'https://id.example.se', '--client-id', 'rackhall', '--secret-file', file]
  assert.match(await rackhall('oidc', 'set', 'driften', ...ours), /http:\/\/localhost:3001\/sign-in\/callback/)
  const listed = await rackhall('oidc', 'list')
  assert.match(listed, /^Driften: https:\/\/id\.example\.se as rackhall/)
  assert.doesNotMatch(listed, /very secret/)
  await rackhall('oidc', 'remove', 'Driften')
  assert.equal(await rackhall('oidc', 'list'), '')
  await assert.rejects(rackhall('oidc', 'remove', 'Driften'), ConfigurationError)
})

test('a provider that cannot be right is refused with what is wrong', async (t) => {
  const rackhall = aTerminal(await aDatabase(t))
  await rackhall(...MARIA)
  const set = async (issuer: string, file: string, name = 'Driften'): Promise<string> =>
    rackhall('oidc', 'set', name, '--issuer', issuer, '--client-id', 'rackhall', '--secret-file', file)
  const file = aSecret(t, 'x')
  await assert.rejects(set('http://id.example.se', file), /expected an address that begins with https/)
  await assert.rejects(set('https://id.example.se', aSecret(t, ' \n')), /is empty/)
  await assert.rejects(set('https://id.example.se', `${file}-gone`), /cannot be read \(ENOENT\)/)
  await assert.rejects(set('https://id.example.se', file, 'Ingen'), /No organisation is called Ingen/)
})
