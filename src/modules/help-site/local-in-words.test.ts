import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aMunicipality, contacts, theMunicipality } from '#tests/support/builders.ts'
import { aWorld } from '#tests/support/world.ts'
import type { Contacts } from '#modules/municipality/index.ts'
import { localCalls, localView } from './local-in-words.ts'
import { sayFor } from './world.ts'

const MORNING = new Date('2026-11-25T08:00:00Z')
const NIGHT = new Date('2026-11-25T21:30:00Z')
const HJO = theMunicipality('1497')

const momentWith = (change: Partial<Contacts>, now = MORNING, tag = 'sv') => {
  const { facts, prepared } = aWorld({ localHelp: [contacts(change)] })
  return { facts, tag, say: sayFor(prepared, tag), now, openNow: true, receptions: [] }
}

test('before a municipality has confirmed anything there is nothing of its own', () => {
  const other = aMunicipality({ name: 'Dals-Ed' })
  assert.deepEqual(localCalls(momentWith({}), other), [])
  assert.equal(localView(momentWith({}), other), undefined)
})

test('the reception first, then who is on call when it has closed', () => {
  const onCall = { kind: 'own', numbers: ['+46313900651'], hours: 'Mo-Fr 16:00-24:00,00:00-08:00' } as const
  const change = { onCall: { ...onCall, numbers: [...onCall.numbers] } }
  const calls = localCalls(momentWith(change, NIGHT), HJO)
  assert.deepEqual(
    calls.map(({ call }) => [call.id, call.answering.kind]),
    [
      ['reception-1', 'opens'],
      ['on-call', 'open'],
    ],
  )
  assert.deepEqual(calls[1]?.call.numbers, [{ e164: '+46313900651', display: '031-390 06 51' }])
  assert.deepEqual(calls[0]?.turn, new Date('2026-11-26T07:00:00Z'))
})

test('on call through 112, or shared with others, is said in a sentence', () => {
  assert.deepEqual(localView(momentWith({}), HJO)?.sentences, [
    'När socialtjänsten har stängt når du socialjouren genom 112.',
  ])
  const shared = { kind: 'shared' as const, numbers: ['+46313900651'], hours: '24/7', sharedWith: ['1498', '1496'] }
  assert.deepEqual(localView(momentWith({ onCall: shared }), HJO)?.sentences, [
    'Socialjouren delas med Tidaholm och Skövde.',
  ])
  assert.match(localView(momentWith({ onCall: shared }, MORNING, 'en'), HJO)?.sentences[0] ?? '', /Tidaholm and Skövde/)
})

test('the languages a reception speaks are named in the page’s language', () => {
  assert.ok(
    localView(momentWith({ languages: ['en', 'ar'] }), HJO)?.sentences.includes(
      'Mottagningen talar också engelska och arabiska.',
    ),
  )
  assert.match(localView(momentWith({ languages: ['ar'] }, MORNING, 'en'), HJO)?.sentences.at(-1) ?? '', /Arabic/)
})

test('what was confirmed more than half a year ago stands with its day, beside the number too', () => {
  const fresh = localView(momentWith({}), HJO)
  assert.equal(fresh?.checked, 'Kommunen bekräftade uppgifterna 2026-11-20.')
  assert.equal(localCalls(momentWith({}), HJO)[0]?.call.checked, undefined)
  const old = momentWith({ confirmedOn: '2026-01-10' as Contacts['confirmedOn'] })
  assert.match(localView(old, HJO)?.checked ?? '', /2026-01-10\. De kan ha ändrats/)
  assert.match(localCalls(old, HJO)[0]?.call.checked ?? '', /2026-01-10/)
})

test('a shelter has a name and a number, and no place on earth', () => {
  const view = localView(momentWith({ shelters: [{ name: 'Jouren', e164: '+46313900652' }] }), HJO)
  assert.deepEqual(
    view?.shelters.map(({ name, numbers }) => [name, numbers[0]?.display]),
    [['Jouren', '031-390 06 52']],
  )
})
