import type { NormalEvent } from '../../../server/intake/normal-event.ts'
import type { Offer } from '../../../server/intake/plan-group.ts'
import type { Writer } from '../../../server/intake/writer.ts'
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

/** A writer whose disk flushes only when it is let. */
async function slowWriter(): Promise<{ writer: Writer, flush: () => void, seq: () => number }> {
  const city = await loadCity('profiles/boston')
  const calendar = createCalendar(city.timezone, city.calendar)
  const store = openStateStore(await temporaryDirectory())
  let flush = (): void => {}
  const disk = new Promise<void>((resolve) => {
    flush = resolve
  })
  const writer = createWriter({
    store: {
      ...store,
      commit: async (action) => {
        await disk
        return store.commit(action)
      },
    },
    meta: newMeta('f'),
    context: { city, calendar, serviceLevels: createServiceLevels(city, calendar) },
    onCommitted: () => {},
  })
  return { writer, flush, seq: () => store.readMeta()?.seq ?? 0 }
}

it('takes a bounded number of events while the disk is slow, and refuses the rest with a time', async () => {
  const { writer, flush, seq } = await slowWriter()
  const first = offersOf('a', 1)
  const many = offersOf('b', FULL - 1)
  const late = offersOf('c', 1)
  const taken = [writer.write(first), writer.write(many)]
  await expect(writer.write(late)).rejects.toMatchObject({ code: 'rate_limited', retryAfterMs: 1000 })
  expect(seq(), 'something was promised before it was on disk').toBe(0)

  flush()
  await Promise.all(taken)
  await writer.write(late)
  const accepted = [...first, ...many, ...late].filter(({ outcome }) => outcome === 'accepted')
  expect(accepted).toHaveLength(3)
  expect(seq()).toBe(3)
})
