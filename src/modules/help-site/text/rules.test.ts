import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  faultsOf,
  labelsIn,
  linesIn,
  numbersTypedIn,
  ordersIn,
  placeholdersIn,
  promisesIn,
  sensitiveWordsIn,
} from './rules.ts'

const all = (rule: (text: string) => readonly string[], texts: readonly string[]): void => {
  for (const text of texts) assert.notDeepEqual(rule(text), [], `nothing was found in: ${text}`)
}
const none = (rule: (text: string) => readonly string[], texts: readonly string[]): void => {
  for (const text of texts) assert.deepEqual(rule(text), [], `this was found in: ${text}`)
}

test('R39 a promise that nobody can keep is found, in Swedish and in English', () => {
  all(promisesIn, [
    'Du lämnar sidan spårlöst.',
    'Här kan du läsa säkert.',
    'Chatten är säker.',
    'Det är helt anonymt.',
    'Du är HELT ANONYM.',
    'Ditt besök lämnar inga spår.',
    'Det går att läsa helt utan spår.',
    'Vi garanterar det.',
    'Till 100 %.',
    'This page is safe to read.',
    'Read it safely.',
    'A secure chat.',
    'You are completely anonymous.',
    'It leaves no trace.',
    'The visit is untraceable.',
  ])
})

test('R39 words that only hold a promise in them are left alone', () => {
  none(promisesIn, [
    'Försäkringskassan betalar.',
    'Du får ringa även om du är osäker.',
    'Det kan synas spår i telefonen.',
    'Du kan ringa utan att säga vad du heter.',
    'A safeguard is not a promise.',
  ])
})

test('R26 a title that gives the reader away is found, also in the middle of a word group', () => {
  all(sensitiveWordsIn, [
    'Våld i nära relation',
    'Om heder',
    'Hedersfrågor',
    'Sex mot ersättning',
    'Domestic abuse',
    'LGBTQI',
    'Råd vid hot',
  ])
  none(sensitiveWordsIn, [
    'Vem du kan ringa',
    'Bra att veta för unga',
    'Who to call',
    'Att fråga någon',
    'Telefon och dator',
  ])
})

test('a number that can be dialled is found when it is typed into a text', () => {
  all(numbersTypedIn, [
    'Ring 020-50 50 50.',
    'Ring 116 016 nu',
    'Ring 116016.',
    'Ring 114 14.',
    'Ring 1177.',
    'Ring 90101 eller 901 01.',
    'Ring +46 20 50 50 50.',
    'Ring 08-524 499 10.',
    'Ring 070-144 38 06',
  ])
})

test('a number of the register, a year, a law and a standard are no typed numbers', () => {
  none(numbersTypedIn, [
    'Ring {tel:care-1177}.',
    'Lag (2018:1937), den 2026-11-23.',
    'Standarden EN 301 549 V3.2.1.',
    'För hela landet är siffrorna 0000.',
    'Alla 290 kommuner, från 13 år.',
    '1000Mottagningen tar emot unga.',
  ])
})

test('labels and orders are found, and the names of organisations are left alone', () => {
  all(labelsIn, [
    'Du är ett offer.',
    'Förövaren har ansvaret.',
    'Hon är prostituerad.',
    'You are a victim.',
    'Är du brottsoffer?',
  ])
  none(labelsIn, [
    'Ring Brottsofferjouren.',
    'Call Victim Support.',
    'Offer one thing you can do.',
    'Den som slår har ansvaret.',
  ])
  all(ordersIn, ['Du måste lämna honom.', 'You have to leave.', 'Du måste göra slut.'])
  none(ordersIn, ['De måste göra något.', 'Någon säger att du måste lämna Sverige.', 'You can leave this page.'])
})

test('the lines and places of a text are read as they are written', () => {
  assert.deepEqual(linesIn('Ring {tel:bris} eller läs på {link:umo}.'), [
    { kind: 'tel', id: 'bris' },
    { kind: 'link', id: 'umo' },
  ])
  assert.deepEqual(placeholdersIn('{time} – {place}'), ['{place}', '{time}'])
})

test('each rule is asked where it holds: a title, a page, everything', () => {
  const faults = faultsOf(
    new Map([
      ['pages/honour/title', 'Om heder'],
      ['pages/honour/heading', 'Vad är heder?'],
      ['pages/child/lead', 'Ring 112. Du är ett offer.'],
      ['site/danger.sms', 'Sms till 112 fungerar bara om du har anmält ditt nummer i förväg.'],
      ['site/exit.one', 'Lämna våldet.'],
      ['about/traces/exit.text', 'Knappen är säker.'],
      ['errors/not-found.title', 'Hot'],
    ]),
  )
  assert.deepEqual(
    faults.map(({ id, fault }) => `${id}: ${fault}`),
    [
      'pages/honour/title: not neutral where others see it: heder',
      'pages/child/lead: a label: ett offer',
      'pages/child/lead: write {tel:emergency-112} for 112',
      'site/exit.one: not neutral where others see it: våldet',
      'about/traces/exit.text: promises what nobody can keep: säker',
      'errors/not-found.title: not neutral where others see it: Hot',
    ],
  )
})
