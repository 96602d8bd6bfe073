import assert from 'node:assert/strict'
import { exitDeaf } from '#tests/support/faults.ts'
import { frontPage, held, stillShown } from '#tests/support/here.ts'
import { BUTTON, leaveBy, type WayOut } from '#tests/support/moving.ts'
import { planting, replacing, scripting, type Mutation } from '#tests/support/mutating-proxy.ts'
import { onlyColour } from '#tests/support/picture.ts'
import { requirementInBrowsers, through, type Visit } from '#tests/support/requirement.ts'
import { arrived, until, type Tab } from '#tests/support/tab.ts'

/* What happens from the press until the other page is there, also on a bad connection or with none. */

/** Milliseconds from a press to the moment when a request for `path` had come in, wherever it went; leaves whole. */
const timed = async (tab: Tab, visit: Visit, wayOut: WayOut, path: string): Promise<number> => {
  const all = [visit.requests, visit.elsewhere.requests]
  const before = all.map(({ length }) => length)
  const pressed = performance.now()
  await wayOut.take(tab)
  const asked = await until(`the request for ${path}`, async () =>
    Promise.resolve(all.flatMap((seen, place) => seen.slice(before[place])).find((seen) => seen.path === path)),
  )
  await arrived(tab, (address) => address === visit.elsewhere.weather)
  return asked.at - pressed
}

/** Asserts that one of three tries is as quick as that: how busy the machine is says nothing of the site. */
const isWithin = async (limit: number, what: string, once: () => Promise<number>): Promise<void> => {
  const took: number[] = []
  for (let tried = 0; tried < 3 && (took.at(-1) ?? Infinity) > limit; tried += 1) took.push(await once())
  assert.ok(Math.min(...took) <= limit, `${what}: it took ${took.map(Math.round).join(', ')} ms`)
}

const hanging: Mutation = {
  name: 'a step that is never answered',
  fate: (path) => (path === '/y' ? 'stalled' : undefined),
}

/** As long as nothing comes of it: our own step is never answered, and is waited for. */
const waiting: Mutation = {
  ...hanging,
  change: (answer) => ({ ...answer, body: answer.body.replace('=300,', '=1e9,') }),
}

/** Presses while the network does not answer, and looks at what is shown. */
const pressedInVain = async (tab: Tab, visit: Visit, look: () => Promise<void>): Promise<void> =>
  through(visit, waiting, async (slow) => {
    await frontPage(tab, slow)
    await BUTTON.take(tab)
    await look()
  })

/** Notes in the page how long it takes from the finger or the mouse going up until the network is asked. */
const NOTE_THE_TIME = `(() => {
  const ask = window.fetch
  let pressed = 0
  addEventListener('pointerup', ({ timeStamp }) => (pressed = timeStamp), true)
  window.fetch = (...what) => {
    window.took = performance.now() - pressed
    return ask(...what)
  }
})()`

requirementInBrowsers(
  5,
  'one press leaves: the network is asked within 100 ms, nothing is asked of the person, and nothing moves',
  async (tab, visit) => {
    await frontPage(tab, visit)
    const moving = `[...document.querySelectorAll('*')].filter((element) => {
      const { animationName, transitionDuration } = getComputedStyle(element)
      return animationName !== 'none' || !/^(0s(, )?)+$/.test(transitionDuration)
    }).length + document.getAnimations().length`
    assert.equal(await tab.evaluate(moving), 0)
    await isWithin(100, 'from the press to the request', async () => {
      const took = await through(visit, waiting, async (slow) => {
        await frontPage(tab, slow)
        await tab.evaluate(NOTE_THE_TIME)
        await BUTTON.take(tab)
        return until('the request', async () => tab.evaluate<number | undefined>('window.took ?? undefined'))
      })
      // Our step's connection is closed by now, and the page goes on without it.
      await arrived(tab, (address) => address === visit.elsewhere.weather)
      return took
    })
  },
  [
    planting('a button that fades', '<style>#exit button{transition:opacity 1s}</style>'),
    scripting(
      'a question first',
      `addEventListener('submit', (event) => { if (!confirm('?')) { event.preventDefault(); event.stopImmediatePropagation() } }, true)`,
    ),
    scripting(
      'a pause before anything happens',
      `addEventListener('submit', (event) => {
        if (!event.isTrusted) return
        event.preventDefault(); event.stopImmediatePropagation()
        setTimeout(() => event.target.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true })), 150)
      }, true)`,
    ),
  ],
)

requirementInBrowsers(
  6,
  'the screen is blank, and nothing is there for a screen reader or the keyboard, before the network has answered',
  async (tab, visit) =>
    pressedInVain(tab, visit, async () => {
      assert.ok(onlyColour(await tab.screenshot()) !== undefined, 'there is something to see')
      assert.equal(await tab.text(), '')
      assert.deepEqual((await tab.heard()) ?? [], [])
      await tab.press('Tab')
      assert.equal(
        await tab.evaluate(
          'document.activeElement === document.body || document.activeElement === document.documentElement || document.activeElement === null',
        ),
        true,
      )
    }),
  [
    stillShown,
    replacing(
      'a page only made invisible',
      /document\.body\.textContent="",document\.body\.hidden=!0/,
      'document.body.style.opacity=0',
    ),
  ],
)

for (const dark of [false, true])
  requirementInBrowsers(
    7,
    `the blank page is ${dark ? 'dark where the person has chosen a dark screen' : 'light'}, and its title is neutral at once`,
    async (tab, visit) =>
      pressedInVain(tab, visit, async () => {
        const title = await tab.title()
        assert.equal(title, 'Laddar')
        const colour = onlyColour(await tab.screenshot())
        assert.ok(colour !== undefined, 'there is something to see')
        const light = Math.min(colour.red, colour.green, colour.blue)
        assert.ok(dark ? light < 0x40 : light > 0xe0, `the blank page has the colour ${JSON.stringify(colour)}`)
      }),
    [
      replacing('a title that says what it was', /data-blank-title="[^"]*"/, 'data-blank-title="Hjälp mot våld"'),
      replacing('another colour', '</style>', `html{background:${dark ? '#fff' : '#000'}!important}</style>`),
      replacing('the title of the page kept', /document\.title=\w+\.dataset\.blankTitle\?\?""/, '0'),
    ],
    { start: { dark } },
  )

/** From here on, in this page, keys are pressed so many milliseconds later. */
const later = (ms: number): string => `(() => {
  const { get } = Object.getOwnPropertyDescriptor(Event.prototype, 'timeStamp')
  Object.defineProperty(Event.prototype, 'timeStamp', { configurable: true, get() { return get.call(this) + ${ms} } })
})()`

requirementInBrowsers(
  8,
  'Shift three times leaves; another key, a long pause or a click starts over; typing capitals never counts',
  async (tab, visit) => {
    await frontPage(tab, visit)
    await tab.press('Shift', 'Shift', 'a', 'Shift', 'Shift', 'Escape', 'Shift')
    await held(tab)
    await tab.press('a', 'Shift+Tab', 'Shift+Tab', 'Shift+Tab', 'Control+Shift', 'Control+Shift', 'Control+Shift')
    await held(tab)
    await tab.click('#place')
    await tab.press('Shift+Å', 'Shift+Ä', 'Shift+Ö', 'Shift+h', 'Shift+j')
    await held(tab)
    await tab.press('Shift', 'Shift')
    await tab.click('h1')
    await tab.press('Shift')
    await held(tab)
    await tab.press('a', 'Shift', 'Shift')
    await tab.evaluate(later(5001))
    await tab.press('Shift', 'Shift')
    await held(tab)
    await leaveBy(tab, visit, { name: 'the third press', take: async () => tab.press('Shift') })
  },
  [
    scripting(
      'keys that are not heard',
      `addEventListener('keyup', (event) => event.stopImmediatePropagation(), true)`,
    ),
    scripting(
      'other keys that are not heard',
      `addEventListener('keydown', (event) => event.key !== 'Shift' && event.stopImmediatePropagation(), true)`,
    ),
    replacing('a pause that does not count', '>5e3', '>9e9'),
  ],
)

requirementInBrowsers(
  9,
  'Esc does not leave, and does not stop one who is leaving',
  async (tab, visit) => {
    await frontPage(tab, visit)
    await tab.press('Escape', 'Escape', 'Escape')
    await held(tab)
    const answer = visit.elsewhere.hold()
    const before = visit.elsewhere.requests.length
    try {
      await BUTTON.take(tab)
      await until('the other page asked for', async () => Promise.resolve(visit.elsewhere.requests.length > before))
      await tab.press('Escape', 'Escape')
    } finally {
      answer()
    }
    await leaveBy(tab, visit, { name: 'the press before', take: async () => Promise.resolve() })
  },
  [
    scripting(
      'Esc as a way out',
      `addEventListener('keydown', (event) => event.key === 'Escape' && location.replace('/y'))`,
    ),
  ],
)

const FAILING: readonly Mutation[] = [
  hanging,
  { name: 'a step that is cut off', fate: (path) => (path === '/y' ? 'cut' : undefined) },
  {
    name: 'a step that fails',
    change: (answer, path) => (path === '/y' ? { status: 500, headers: {}, body: 'Error' } : answer),
  },
]

requirementInBrowsers(
  18,
  'our own step fails, is cut off or hangs: the person leaves all the same, within half a second or so',
  async (tab, visit) => {
    for (const failing of FAILING)
      await through(visit, failing, async (slow) => {
        await isWithin(1000, failing.name, async () => {
          await frontPage(tab, slow)
          return timed(tab, slow, BUTTON, '/weather')
        })
      })
  },
  [exitDeaf, replacing('a step that is waited for', '=300,', '=30000,')],
)
