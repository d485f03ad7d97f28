import type { CasePlan, CaseSource } from '../../../../simulator/load/stream/case-source.ts'
import type { Line } from '../../../../simulator/load/stream/disordered-lines.ts'
import path from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { loadCity } from '../../../../city/load-city.ts'
import { loadShapes } from '../../../../simulator/generate/load-shapes.ts'
import { Random } from '../../../../simulator/generate/random.ts'
import { createCaseSource } from '../../../../simulator/load/stream/case-source.ts'
import { NO_CHAOS } from '../../../../simulator/load/stream/chaos-shares.ts'
import { disorderLines } from '../../../../simulator/load/stream/disordered-lines.ts'
import { addToDigest, drawEvents, drawnCases } from '../../../../simulator/load/stream/drawn-events.ts'
import { createLines } from '../../../../simulator/load/stream/open-lines.ts'
import { planCases } from '../../../../simulator/load/stream/plan-cases.ts'
import { PROFILES } from '../sim-fixtures.ts'

const END = Date.parse('2026-11-20T10:00:00Z')
const PLAN: CasePlan = {
  folder: path.join(PROFILES, 'dongying'),
  seed: 5,
  producer: 1,
  days: 5,
  endAt: END,
  perDay: 20,
}

let open: (change?: Partial<CasePlan>) => CaseSource

beforeAll(async () => {
  const city = await loadCity(PLAN.folder)
  const shapes = await loadShapes(PLAN.folder, city)
  open = change => createCaseSource(city, shapes, { ...PLAN, ...change })
})

describe('the cases of a plan', () => {
  it.each([1, 57, 300, 1500, 2500])('are made again exactly after %i events were read', (count) => {
    const drawn = drawEvents(open())
    const read = Array.from({ length: count }, () => drawn.next())
    const mark = drawn.mark()
    const again = [...drawnCases(open(), mark)].flat()
    expect(again.map(({ id }) => id).sort()).toEqual(read.map(({ id }) => id).sort())
    expect(again.reduce(addToDigest, 0)).toBe(mark.digest)
    expect(mark.count).toBe(count)
  })

  it('never happen after the end of the history, and go on with other cases after a pass', () => {
    const drawn = drawEvents(open())
    const read = Array.from({ length: 2500 }, () => drawn.next())
    expect(drawn.mark().pass).toBeGreaterThan(0)
    expect(Math.max(...read.map(({ at }) => at))).toBeLessThanOrEqual(END)
    expect(new Set(read.map(({ id }) => id)).size).toBe(2500)
  })

  it('are another producer\'s own', () => {
    const [one, two] = [0, 1].map(producer => drawEvents(open({ producer })))
    const ids = new Set(Array.from({ length: 500 }, () => one!.next().id))
    expect(Array.from({ length: 500 }, () => two!.next().id).filter(id => ids.has(id))).toEqual([])
  })

  it('fill a history that ends now with about what will be sent', async () => {
    const options = { rate: 500, seconds: 20, chaos: NO_CHAOS, producers: 2, seed: 1, days: 10 }
    const plans = await planCases(PLAN.folder, options, END)
    expect(plans.map(({ producer }) => producer)).toEqual([0, 1])
    const drawn = drawEvents(open(plans[0]))
    let last = drawn.next()
    for (let n = 1; n < 4500; n++)
      last = drawn.next()
    expect(END - last.at).toBeLessThan(2 * 86_400_000)
    for (let n = 4500; n < 5500; n++)
      drawn.next()
    expect(drawn.mark().pass).toBe(1)
  })
})

describe('disorder', () => {
  const chaos = { dup: 0.05, late: 0.02, shuffle: 0.05, bad: 0.01 }

  function send(seed: number, count: number): Line[] {
    const plan = { ...PLAN, seed, perDay: 200 }
    const lines = createLines(open(plan), plan, chaos)
    return [...Array.from({ length: count }, () => lines.next()), ...lines.drain()]
  }

  it('loses nothing: drained, every event that was read has been sent', () => {
    const lines = createLines(open({ perDay: 200 }), PLAN, chaos)
    const sent = [...Array.from({ length: 5000 }, () => lines.next()), ...lines.drain()]
    const events = sent.filter(({ kind }) => kind === 'event').map(({ text }) => text)
    expect(events).toHaveLength(lines.mark().count)
    expect(new Set(events).size).toBe(events.length)
    const copies = sent.filter(({ kind }) => kind === 'copy')
    expect(copies.every(({ text }) => events.includes(text))).toBe(true)
    expect(copies.length / events.length).toBeCloseTo(chaos.dup, 1)
    expect(sent.some(({ kind }) => kind === 'bad')).toBe(true)
  })

  it('is the same for the same seed, and another for another', () => {
    expect(send(3, 2000)).toEqual(send(3, 2000))
    expect(send(4, 2000)).not.toEqual(send(3, 2000))
  })

  it('without chaos leaves the order alone', () => {
    let n = 0
    const none = (): never => {
      throw new Error('no bad line was asked for')
    }
    const lines = disorderLines(() => String(n++), none, NO_CHAOS, new Random(1))
    expect(Array.from({ length: 50 }, () => lines.next().text))
      .toEqual(Array.from({ length: 50 }, (_, i) => String(i)))
    expect(lines.drain()).toEqual([])
  })
})
