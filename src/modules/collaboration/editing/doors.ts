import { html } from '#kernel/html.ts'
import { choiceField, fieldset, type Fault } from '#platform/http/form.ts'
import { DOOR_KINDS } from '../reception.ts'
import { given, placeName, type Section } from './section.ts'

const MOST_DOORS = 20

/** Which door it is to a municipality, and in what order that one offers its doors. */
export const doors: Section = {
  name: 'doors',
  permission: 'reception.decide',
  groups: {},
  write: ({ serves }) =>
    new URLSearchParams(
      serves.flatMap(({ municipality, door, place }) => [
        [`${municipality}-door`, door],
        [`${municipality}-place`, String(place)],
      ]),
    ),
  said: ({ serves }, around) =>
    serves.map(({ municipality, door, place }) =>
      around.say('reception-edit.door-said', {
        place: placeName(around, municipality),
        door: around.say(`reception-edit.door-${door}`),
        number: place,
      }),
    ),
  fields: (context, form, { serves }, around) =>
    html`${serves
      .filter(({ municipality }) => around.places.has(municipality))
      .map(({ municipality }) =>
        fieldset(
          context,
          { name: municipality, legend: placeName(around, municipality) },
          html`${choiceField(context, {
            name: `${municipality}-door`,
            label: context.say('reception-edit.door'),
            value: given(form, `${municipality}-door`),
            options: DOOR_KINDS.map((value) => ({ value, label: context.say(`reception-edit.door-${value}`) })),
          })}
${choiceField(context, {
  name: `${municipality}-place`,
  label: context.say('reception-edit.place'),
  hint: context.say('reception-edit.place-hint'),
  value: given(form, `${municipality}-place`),
  options: Array.from({ length: MOST_DOORS }, (_, index) => ({ value: String(index + 1), label: String(index + 1) })),
})}`,
        ),
      )}`,
  read: (form, reception, { places }) => {
    const faults: Fault[] = []
    const serves = reception.serves.map((one) => {
      if (!places.has(one.municipality)) return one
      const door = DOOR_KINDS.find((kind) => kind === given(form, `${one.municipality}-door`))
      const place = Number(given(form, `${one.municipality}-place`))
      if (door === undefined) faults.push({ field: `${one.municipality}-door`, says: 'reception-edit.door-wrong' })
      if (!Number.isInteger(place) || place < 1 || place > MOST_DOORS)
        faults.push({ field: `${one.municipality}-place`, says: 'reception-edit.place-wrong' })
      return { ...one, door: door ?? one.door, place }
    })
    return faults.length > 0 ? { ok: false, faults } : { ok: true, value: { ...reception, serves } }
  },
}
