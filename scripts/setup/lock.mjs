// Only one set-up at a time in a folder: a file with the holders' process numbers, taken over when all of them are gone.
import { appendFileSync, linkSync, readFileSync, renameSync, rmSync, unlinkSync, writeFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'

const LOOK_AGAIN_MS = 250
const SAY_AGAIN_MS = 5000

/**
 * Runs `work` while holding the lock, and returns what it returns. `work` gets a function that names one more process
 * as holder: an npm that outlives a killed set-up must not meet the next one's.
 * Waits, with a line now and then, while another set-up holds it. Throws when the folder cannot be written.
 */
export const withLock = async (file, say, work) => {
  await take(file, say)
  try {
    return await work((pid) => appendFileSync(file, `\n${pid} ${startOf(pid)}`))
  } finally {
    rmSync(file, { force: true })
  }
}

const take = async (file, say) => {
  const mine = `${file}-${process.pid}`
  writeFileSync(mine, `${process.pid} ${startOf(process.pid)}`)
  let said = 0
  try {
    for (;;) {
      try {
        // A link appears whole or not at all, so nobody reads half a number.
        linkSync(mine, file)
        return
      } catch (error) {
        if (error.code !== 'EEXIST') throw error
      }
      const holder = holderOf(file)
      if (holder !== undefined && !holder.alive) {
        clear(file, holder.text)
        continue
      }
      if (holder !== undefined && Date.now() - said > SAY_AGAIN_MS) {
        say(`another set-up works in this folder (process ${holder.pid}); waiting for it`)
        said = Date.now()
      }
      await wait(LOOK_AGAIN_MS)
    }
  } finally {
    rmSync(mine, { force: true })
  }
}

/** Removes the mark of a holder that is gone, unless somebody else was quicker. */
const clear = (file, text) => {
  const aside = `${file}-${process.pid}-gone`
  try {
    renameSync(file, aside)
  } catch {
    return
  }
  // Between reading and renaming a living holder may have come: it gets its mark back.
  if (readFileSync(aside, 'utf8') === text) unlinkSync(aside)
  else renameSync(aside, file)
}

const holderOf = (file) => {
  let text
  try {
    text = readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
  const living = text
    .split('\n')
    .map((line) => line.split(' '))
    .find(([pid, start]) => isAlive(Number(pid)) && startOf(Number(pid)) === start)
  return { pid: Number(living?.[0]), text, alive: living !== undefined }
}

const isAlive = (pid) => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

/** When a process began, in the kernel's ticks: a number that was given out again has another one. Empty without /proc. */
const startOf = (pid) => {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ').at(-1)?.split(' ')[19] ?? ''
  } catch {
    return ''
  }
}
