import type { Answer } from '../../../../contract/answers.ts'
import { expect, it } from 'vitest'
import { stateOfAnswer } from '../../../../web/answers/answer-view.ts'

const AT = Date.parse('2026-11-21T06:00:00.000Z')
const known = {
  answer: { computedAt: new Date(AT).toISOString() } as Answer,
  problem: null,
}

it.each([
  [0, 'live'],
  [45_000, 'live'],
  [45_001, 'late'],
  [90_000, 'late'],
  [90_001, 'stale'],
])('an answer of %i ms is %s', (ageMs, state) => {
  expect(stateOfAnswer(known, AT + ageMs, false)).toMatchObject({ state, ageMs })
})

it('is loading before the first answer, an error where the server refused it', () => {
  const nothing = { answer: null, problem: null }
  expect(stateOfAnswer(nothing, AT, false).state).toBe('loading')
  expect(stateOfAnswer({ ...nothing, problem: 'away' }, AT, false))
    .toMatchObject({ state: 'error', problem: 'away' })
})

it('keeps showing an old answer while the server refuses a new one', () => {
  const refused = { ...known, problem: 'away' }
  expect(stateOfAnswer(refused, AT + 1000, false).state).toBe('live')
  expect(stateOfAnswer(refused, AT + 45_001, false))
    .toMatchObject({ state: 'failing', problem: 'away' })
})

it('has nothing to say of the past', () => {
  expect(stateOfAnswer(known, AT, true).state).toBe('past')
})
