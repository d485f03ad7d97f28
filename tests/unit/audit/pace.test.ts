import { expect, it } from 'vitest'
import { createPace, FAILURE_REST_MS, ROUND_REST_MS, SHORTEST_REST_MS } from '../../../server/audit/pace.ts'

interface Slice { workedMs: number, endedRound?: boolean, fails?: boolean }

/** Runs the slices on a clock of their own; answers the rests in order, the first one first. */
async function pacedBy(share: number, slices: readonly Slice[]): Promise<number[]> {
  const rests: number[] = []
  const left = [...slices]
  let over = (): void => {}
  const done = new Promise<void>(resolve => (over = resolve))
  const pace = createPace({
    share,
    firstRestMs: 5000,
    rest: async (ms) => {
      rests.push(ms)
      if (left.length > 0)
        return
      over()
      await new Promise<void>(resolve => setImmediate(resolve))
    },
    slice: async () => {
      const slice = left.shift() ?? { workedMs: 0 }
      if (slice.fails === true)
        throw new Error('away')
      return { workedMs: slice.workedMs, endedRound: slice.endedRound === true }
    },
    onFailure: () => {},
  })
  pace.start()
  await done
  await pace.close()
  return rests.slice(0, slices.length + 1)
}

it('rests nineteen times as long as it worked, so that it takes 5 % of a core', async () => {
  expect(await pacedBy(0.05, [{ workedMs: 40 }, { workedMs: 1000 }])).toEqual([5000, 760, 19_000])
})

it('keeps any share over many slices', async () => {
  const works = Array.from({ length: 200 }, (_, i) => ({ workedMs: 20 + (i * 37) % 400 }))
  const rests = await pacedBy(0.2, works)
  const worked = works.reduce((sum, { workedMs }) => sum + workedMs, 0)
  const rested = rests.slice(1).reduce((sum, ms) => sum + ms, 0)
  expect(worked / (worked + rested)).toBeLessThanOrEqual(0.2)
})

it('takes a breath after the shortest slice, and a longer one after a round', async () => {
  expect(await pacedBy(0.05, [{ workedMs: 0 }, { workedMs: 1, endedRound: true }]))
    .toEqual([5000, SHORTEST_REST_MS, ROUND_REST_MS])
})

it('waits after a failure and goes on', async () => {
  expect(await pacedBy(0.05, [{ workedMs: 0, fails: true }, { workedMs: 100 }]))
    .toEqual([5000, FAILURE_REST_MS, 1900])
})

it('never runs two slices at once, and close waits for the one under way', async () => {
  let running = 0
  let most = 0
  let ended = 0
  let first = (): void => {}
  const begun = new Promise<void>(resolve => (first = resolve))
  const pace = createPace({
    share: 1,
    firstRestMs: 0,
    rest: async () => {},
    slice: async () => {
      most = Math.max(most, ++running)
      first()
      await new Promise<void>(resolve => setImmediate(resolve))
      running--
      ended++
      return { workedMs: 0, endedRound: false }
    },
    onFailure: () => {},
  })
  pace.start()
  pace.start()
  await begun
  await pace.close()
  expect([most, running]).toEqual([1, 0])
  expect(ended).toBeGreaterThan(0)
})
