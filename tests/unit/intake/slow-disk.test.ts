import type { NormalEvent } from '../../../server/intake/normal-event.ts'
import type { Offer } from '../../../server/intake/plan-group.ts'
import type { Writer } from '../../../server/intake/writer.ts'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { loadCity } from '../../../city/load-city.ts'
import { createCalendar } from '../../../server/calendar.ts'
import { newMeta, openStateStore } from '../../../server/intake/state-store.ts'
import { createWriter } from '../../../server/intake/writer.ts'
import { createServiceLevels } from '../../../server/service-levels.ts'
import { temporaryDirectory } from '../../helpers/temporary-directory.ts'

const NOW = Date.UTC(2026, 10, 21)
/** As many as may wait for the disk. */
const FULL = 20_000

function offersOf(caseId: string, count: number): Offer[] {
  const event: NormalEvent = {
    id: `${caseId}-reported`,
    caseId,
    type: 'reported',
    at: NOW,
    attributes: { region: 'dorchester', category: 'x', channel: 'y' },
    review: null,
    level: null,
  }
  return Array.from({ length: count }, (_, i) =>
    ({ event, line: i + 1, source: 's', receivedAt: NOW, outcome: null }))
}

interface Disk {
  writer: Writer
  /** Lets what was written reach the disk from now on, or fail. */
  flush: (failure?: Error) => void
  seq: () => number
}

function unsettled(): {
  promise: Promise<void>
  resolve: () => void
  reject: (reason: Error) => void
} {
  let settle: Parameters<ConstructorParameters<typeof Promise<void>>[0]>
  const promise = new Promise<void>((...given) => settle = given)
  return { promise, resolve: () => settle[0](), reject: reason => settle[1](reason) }
}

/** A writer whose disk flushes only when it is let. */
async function slowWriter(): Promise<Disk> {
  const city = await loadCity('profiles/boston')
  const calendar = createCalendar(city.timezone, city.calendar)
  const store = openStateStore(await temporaryDirectory())
  let disk = unsettled()
  const writer = createWriter({
    store: {
      ...store,
      write: async (action) => {
        const { promise } = disk
        const { flushed } = await store.write(action)
        return { flushed: Promise.all([promise, flushed]).then(() => {}) }
      },
    },
    meta: newMeta('f'),
    context: { city, calendar, serviceLevels: createServiceLevels(city, calendar) },
    onCommitted: () => {},
  })
  const flush = (failure?: Error): void => {
    const { resolve, reject } = disk
    disk = unsettled()
    if (failure === undefined)
      resolve()
    else
      reject(failure)
  }
  return { writer, flush, seq: () => store.readMeta()?.seq ?? 0 }
}

/** Of each promise whether it was kept, broken, or still waits. */
async function stands(promises: readonly Promise<unknown>[]): Promise<string[]> {
  return Promise.all(promises.map(async promise => Promise.race([
    promise.then(() => 'kept', () => 'broken'),
    sleep(20, 'waits'),
  ])))
}

it('takes a bounded number of events while the disk is slow, and refuses the rest with a time', async () => {
  const { writer, flush, seq } = await slowWriter()
  const first = offersOf('a', 1)
  const many = offersOf('b', FULL - 1)
  const late = offersOf('c', 1)
  const taken = [writer.write(first), writer.write(many)]
  await expect(writer.write(late)).rejects.toMatchObject({ code: 'rate_limited', retryAfterMs: 1000 })
  await expect.poll(seq).toBe(2)
  expect(await stands(taken), 'promised before it was on disk').toEqual(['waits', 'waits'])

  flush()
  await Promise.all(taken)
  const last = writer.write(late)
  await expect.poll(seq).toBe(3)
  flush()
  await last
  const accepted = [...first, ...many, ...late].filter(({ outcome }) => outcome === 'accepted')
  expect(accepted).toHaveLength(3)
})

it('writes the next group while the disk takes one, and answers it only after that one', async () => {
  const { writer, flush, seq } = await slowWriter()
  const taken = [writer.write(offersOf('a', 1))]
  await expect.poll(seq).toBe(1)
  // A repetition alone is not flushed itself: its answer too waits for what it repeats.
  taken.push(writer.write(offersOf('b', 1)), writer.write(offersOf('a', 1)))
  await expect.poll(seq).toBe(2)
  expect(await stands(taken)).toEqual(['waits', 'waits', 'waits'])
  flush()
  expect(await stands(taken)).toEqual(['kept', 'kept', 'kept'])
  // Each is told the point that has what it sent, not one that another's events wait at.
  expect(await taken[0]).toBe(1)
  expect(await taken[1]).toBe(2)
})

it('promises nothing that stands on a group which the disk did not take, until it takes all', async () => {
  const { writer, flush, seq } = await slowWriter()
  const taken = [writer.write(offersOf('a', 1))]
  await expect.poll(seq).toBe(1)
  taken.push(writer.write(offersOf('b', 1)))
  await expect.poll(seq).toBe(2)
  flush(new Error('no space left'))
  expect(await stands(taken)).toEqual(['broken', 'broken'])
  // Sent again they are repetitions of what the store has, and wait for the disk this time.
  const again = writer.write([...offersOf('a', 1), ...offersOf('b', 1)])
  expect(await stands([again])).toEqual(['waits'])
  flush()
  expect(await stands([again])).toEqual(['kept'])
})
