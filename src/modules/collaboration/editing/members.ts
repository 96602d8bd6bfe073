import { html, NOTHING } from '#kernel/html.ts'
import { choiceField, hidden, textField, type Fault } from '#platform/http/form.ts'
import { countLines } from '#platform/http/lines.ts'
import type { Member, ReceptionFile } from '../reception.ts'
import { lines } from './lines-view.ts'
import { given, placeName, type Around, type Section } from './section.ts'

const LONGEST = 120

/** Who answers: a name or a role, whose staff they are, and the account they have here. */
export const members: Section = {
  name: 'members',
  permission: 'reception.decide',
  groups: { members: { id: '', name: '', role: '', municipality: '', person: '' } },
  write: (reception) =>
    new URLSearchParams(
      reception.members.flatMap((member, place) => [
        [`members-${place}-id`, member.id],
        [`members-${place}-name`, member.name],
        [`members-${place}-role`, member.role],
        [`members-${place}-municipality`, member.municipality],
        [`members-${place}-person`, member.person ?? ''],
      ]),
    ),
  said: (reception, around) =>
    reception.members.map(
      ({ name, role, municipality, person }) =>
        `${name}, ${role}, ${placeName(around, municipality)}${person === undefined ? '' : ` · ${around.say('reception-edit.has-account')}`}`,
    ),
  fields: (context, form, reception, around) =>
    lines(
      context,
      form,
      'members',
      (line) => {
        const { say } = context
        const person = given(form, `${line}-person`)
        const elsewhere = person !== '' && !around.people.some((one) => one.person === person)
        return html`${hidden(`${line}-id`, given(form, `${line}-id`))}
${textField(context, { name: `${line}-name`, label: say('reception-edit.member-name'), hint: say('reception-edit.member-name-hint'), value: given(form, `${line}-name`) })}
${textField(context, { name: `${line}-role`, label: say('reception-edit.member-role'), value: given(form, `${line}-role`) })}
${choiceField(context, {
  name: `${line}-municipality`,
  label: say('reception-edit.member-municipality'),
  value: given(form, `${line}-municipality`),
  options: codesIn(reception, around).map((value) => ({ value, label: placeName(around, value) })),
})}
${
  around.people.length === 0 && !elsewhere
    ? NOTHING
    : choiceField(context, {
        name: `${line}-person`,
        label: say('reception-edit.member-person'),
        hint: say('reception-edit.member-person-hint'),
        value: person,
        options: [
          { value: '', label: say('reception-edit.member-nobody') },
          ...(elsewhere ? [{ value: person, label: say('reception-edit.member-elsewhere') }] : []),
          ...around.people.map((one) => ({ value: one.person, label: one.name })),
        ],
      })
}`
      },
      1,
    ),
  read: (form, reception, around) => {
    const faults: Fault[] = []
    const found: Member[] = []
    for (let place = 0; place < countLines(form, 'members'); place++) {
      const line = `members-${place}`
      const [name, role, person] = ['name', 'role', 'person'].map((field) => given(form, `${line}-${field}`))
      if (name === '' && role === '') continue
      const before = reception.members.find(({ id }) => id === given(form, `${line}-id`))
      if (!isLine(name)) faults.push({ field: `${line}-name`, says: 'reception-edit.member-name-wrong' })
      if (!isLine(role)) faults.push({ field: `${line}-role`, says: 'reception-edit.member-role-wrong' })
      const municipality = given(form, `${line}-municipality`)
      if (!codesIn(reception, around).includes(municipality))
        faults.push({ field: `${line}-municipality`, says: 'reception-edit.member-municipality-wrong' })
      // A person of another organisation is linked there, and stays as she was linked.
      const known = around.people.some((one) => one.person === person) || (person !== '' && person === before?.person)
      found.push({
        id: before?.id ?? newId([...reception.members, ...found]),
        name: name ?? '',
        role: role ?? '',
        municipality,
        ...(known && person !== undefined ? { person } : {}),
      })
    }
    faults.push(...goneFaults(reception, found))
    if (found.length === 0) faults.push({ field: 'members-0-name', says: 'reception-edit.member-none' })
    return faults.length > 0 ? { ok: false, faults } : { ok: true, value: withMembers(reception, found) }
  },
}

const isLine = (text: string | undefined): boolean => text !== undefined && text !== '' && text.length <= LONGEST

/** The municipalities it serves, those its members are of already, and one's own. */
const codesIn = ({ serves, members: all }: ReceptionFile, { places }: Around): readonly string[] => [
  ...new Set([...[...serves, ...all].map(({ municipality }) => municipality), ...places]),
]

/** Opaque: the file says who it is, and the rota need not. */
const newId = (all: readonly Member[]): string => {
  let number = all.length + 1
  while (all.some(({ id }) => id === `m${number}`)) number += 1
  return `m${number}`
}

/** Whoever is on the rota is taken off it first: hours that stand on the public page are not to go unseen. */
const goneFaults = ({ members: before, rota }: ReceptionFile, after: readonly Member[]): readonly Fault[] => {
  const gone = before.filter(({ id }) => !after.some((member) => member.id === id))
  const planned = new Set([...rota.week, ...rota.shifts].flatMap((turn) => turn.members))
  return gone
    .filter(({ id }) => planned.has(id))
    .map(({ name }) => ({ field: 'members-0-name', says: 'reception-edit.member-planned', values: { name } }))
}

const withMembers = (reception: ReceptionFile, after: Member[]): ReceptionFile => {
  const stays = new Set(after.map(({ id }) => id))
  const { rota } = reception
  return {
    ...reception,
    members: after,
    rota: {
      ...rota,
      absences: rota.absences.filter(({ member }) => stays.has(member)),
      swaps: rota.swaps.filter(({ from, to }) => stays.has(from) && stays.has(to)),
    },
  }
}
