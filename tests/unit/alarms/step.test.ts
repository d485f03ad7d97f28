import type { Standing } from '../../../server/alarms/reading.ts'
import type { Patience } from '../../../server/alarms/step.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { standingOf } from '../../../server/alarms/reading.ts'
import { step, UNWATCHED } from '../../../server/alarms/step.ts'

const AT_ONCE: Patience = { holdMs: 0, clearMs: 0, coolDownMs: 0 }

/** What happens when these standings are seen, one every 10 ms. */
function acts(standings: readonly Standing[], patience: Patience, times?: readonly number[]) {
  let watch = UNWATCHED
  return standings.map((standing, i) => {
    const { after, act } = step(watch, standing, times?.[i] ?? 10 * i, patience)
    watch = after
    return act
  })
}

describe('an alarm', () => {
  it('is raised once, however often it is seen to be bad, and cleared once', () => {
    expect(acts(['bad', 'bad', 'bad', 'good', 'good', 'bad'], AT_ONCE))
      .toEqual(['raise', null, null, 'clear', null, 'raise'])
  })

  it('keeps its state between the limits and while nothing is known', () => {
    expect(acts(['between', 'unknown', 'bad', 'between', 'unknown', 'between', 'good'], AT_ONCE))
      .toEqual([null, null, 'raise', null, null, null, 'clear'])
  })

  it('is raised after it was bad for as long as its rule says, without a break', () => {
    const patience = { ...AT_ONCE, holdMs: 20 }
    expect(acts(['bad', 'bad', 'bad'], patience)).toEqual([null, null, 'raise'])
    expect(acts(['bad', 'bad', 'between', 'bad', 'bad', 'bad'], patience))
      .toEqual([null, null, null, null, null, 'raise'])
    // Nobody saw that it was better in between.
    expect(acts(['bad', 'unknown', 'bad'], patience)).toEqual([null, null, 'raise'])
  })

  it('is cleared after it was good for as long as its rule says, without a break', () => {
    const patience = { ...AT_ONCE, clearMs: 20 }
    expect(acts(['bad', 'good', 'good', 'between', 'good', 'good', 'good'], patience))
      .toEqual(['raise', null, null, null, null, null, 'clear'])
  })

  it('comes back only after its cool-down', () => {
    const patience = { ...AT_ONCE, coolDownMs: 30 }
    expect(acts(['bad', 'good', 'bad', 'bad', 'bad'], patience))
      .toEqual(['raise', 'clear', null, null, 'raise'])
  })

  it('is not frozen by a clock that is set back', () => {
    const patience = { ...AT_ONCE, holdMs: 20, coolDownMs: 1000 }
    expect(acts(['bad', 'bad', 'bad'], patience, [5000, 0, 20])).toEqual([null, null, 'raise'])
    expect(acts(['bad', 'bad', 'good', 'bad', 'bad'], patience, [5000, 5020, 5030, 100, 120]))
      .toEqual([null, 'raise', 'clear', null, 'raise'])
  })

  it('never flaps while its number stays between its limits', () => {
    const patience = { holdMs: 0, clearMs: 0, coolDownMs: 0 }
    fc.assert(fc.property(fc.array(fc.integer({ min: 6, max: 12 }), { minLength: 1 }), (values) => {
      const seen = acts(values.map(value => standingOf(value, 10, 5)), patience)
      expect(seen.filter(act => act === 'clear')).toEqual([])
      expect(seen.filter(act => act === 'raise').length).toBe(values.some(value => value >= 10) ? 1 : 0)
    }))
  })

  it('is raised and cleared in turn, whatever is seen', () => {
    const standing = fc.constantFrom<Standing>('bad', 'between', 'good', 'unknown')
    const wait = fc.integer({ min: 0, max: 50 })
    const patience = fc.record({ holdMs: wait, clearMs: wait, coolDownMs: wait })
    fc.assert(fc.property(fc.array(standing), patience, (standings, waits) => {
      const seen = acts(standings, waits).filter(act => act !== null)
      seen.forEach((act, i) => expect(act).toBe(i % 2 === 0 ? 'raise' : 'clear'))
    }))
  })
})

it('places a number against its limits', () => {
  expect([4, 5, 6, 9, 10, 11].map(value => standingOf(value, 10, 5)))
    .toEqual(['good', 'good', 'between', 'between', 'bad', 'bad'])
})
