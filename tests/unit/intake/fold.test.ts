import type { NormalEvent } from '../../../server/intake/normal-event.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { attributesOf, EMPTY_STATE, foldEvent } from '../../../server/intake/fold.ts'
import { arbitraryHistory } from '../../helpers/arbitrary-events.ts'

const history = arbitraryHistory(1, 14)

function fold(events: readonly NormalEvent[]): ReturnType<typeof foldEvent> {
  return events.reduce(foldEvent, EMPTY_STATE)
}

function event(type: NormalEvent['type'], at: number, more: Partial<NormalEvent> = {}): NormalEvent {
  return { id: `${type}-${at}`, caseId: 'c', type, at, attributes: {}, review: null, level: null, ...more }
}

describe('the fold of a case', () => {
  it('does not depend on the order of its events', () => {
    fc.assert(fc.property(
      history.chain(events => fc.tuple(fc.constant(events), fc.shuffledSubarray(events, {
        minLength: events.length,
        maxLength: events.length,
      }))),
      ([events, shuffled]) => {
        expect(fold(shuffled)).toEqual(fold(events))
      },
    ), { numRuns: 500 })
  })

  it('does not change when events come again', () => {
    fc.assert(fc.property(
      history.chain((events) => {
        const twice = [...events, ...events]
        return fc.tuple(
          fc.constant(events),
          fc.shuffledSubarray(twice, { minLength: twice.length }),
        )
      }),
      ([events, doubled]) => {
        expect(fold(doubled)).toEqual(fold(events))
      },
    ), { numRuns: 500 })
  })

  it('never changes the state it is given', () => {
    fc.assert(fc.property(history, (events) => {
      let state = EMPTY_STATE
      for (const next of events) {
        const before = structuredClone(state)
        const after = foldEvent(state, next)
        expect(state).toEqual(before)
        state = after
      }
    }))
  })

  it('keeps the earliest report and the latest of everything else', () => {
    const state = fold([event('reported', 20), event('reported', 10), event('closed', 30), event('closed', 40)])
    expect(state.marks.reported).toEqual([10, 'reported-10'])
    expect(state.marks.closed).toEqual([40, 'closed-40'])
  })

  it('takes each attribute from the latest event that brings it', () => {
    const state = fold([
      event('amended', 30, { attributes: { region: 'b' } }),
      event('reported', 10, { attributes: { region: 'a', title: 'first' } }),
      event('reassigned', 20, { attributes: { department: 'd', region: 'x' } }),
    ])
    expect(attributesOf(state)).toEqual({ region: 'b', title: 'first', department: 'd' })
  })

  it('forgets events whose attributes were all overtaken', () => {
    const state = fold(Array.from({ length: 50 }, (_, i) => event('amended', i, { attributes: { title: `t${i}` } })))
    expect(state.carriers).toEqual([[49, 'amended-49', { title: 't49' }]])
  })

  it('remembers that a due time was taken away', () => {
    const state = fold([
      event('reported', 10, { attributes: { dueAt: 100 } }),
      event('amended', 20, { attributes: { dueAt: null } }),
    ])
    expect(attributesOf(state)).toEqual({ dueAt: null })
  })

  it('keeps the answers of the latest review', () => {
    const answers = (satisfaction: 'satisfied' | 'dissatisfied'): NonNullable<NormalEvent['review']> =>
      ({ contacted: true, solved: true, satisfaction, valid: null })
    const state = fold([
      event('reviewed', 30, { review: answers('dissatisfied') }),
      event('reviewed', 20, { review: answers('satisfied') }),
    ])
    expect(state.review?.satisfaction).toBe('dissatisfied')
  })
})
