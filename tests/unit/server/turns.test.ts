import { expect, it } from 'vitest'
import { createTurns } from '../../../server/turns.ts'

function turnsAt(start: number): { turns: ReturnType<typeof createTurns>, clock: { now: number } } {
  const clock = { now: start }
  return { turns: createTurns(() => clock.now), clock }
}

it('lets loads begin at once as long as no tick was announced', () => {
  const { turns } = turnsAt(500)
  expect(turns.loadWaitMs()).toBe(0)
})

it('lets a load wait until it ends as the next tick may begin', async () => {
  const { turns, clock } = turnsAt(0)
  for (let n = 0; n < 60; n++)
    await turns.load(async () => void (clock.now += 40))
  turns.noTickBefore(clock.now + 200)
  expect(turns.loadWaitMs()).toBeCloseTo(160, 1)
  clock.now += 160
  expect(turns.loadWaitMs()).toBeCloseTo(0, 1)
  clock.now += 100
  expect(turns.loadWaitMs()).toBe(0)
})

it('makes no load wait for longer than a second, however long ticks take', () => {
  const { turns } = turnsAt(0)
  turns.noTickBefore(60_000)
  expect(turns.loadWaitMs()).toBe(1000)
})

it('passes on what a load answers, and learns nothing from one that failed', async () => {
  const { turns, clock } = turnsAt(0)
  expect(await turns.load(async () => 'loaded')).toBe('loaded')
  await expect(turns.load(async () => {
    clock.now += 30_000
    throw new Error('refused')
  })).rejects.toThrow('refused')
  turns.noTickBefore(clock.now + 300)
  expect(turns.loadWaitMs()).toBe(300)
})
