import { expect, it } from 'vitest'
import { KEPT_KINDS } from '../../../server/metrics/kept-answers.ts'
import { createRenewals } from '../../../server/metrics/renewal.ts'

const START = Date.parse('2026-03-10T12:00:00Z')
const FIVE_MINUTES_MS = 300_000
/** Fewer and more than there are turns of a question. */
const ANSWERS = [3, 20].flatMap(of => KEPT_KINDS.flatMap(kind =>
  Array.from({ length: of }, (_, place) => [kind, place, of] as const)))

it('gives every answer a turn once in five minutes, and no tick many', () => {
  let now = START
  const renew = createRenewals(() => now)
  expect(renew()).toBeNull()
  const turns = ANSWERS.map(() => 0)
  while (now < START + FIVE_MINUTES_MS) {
    now += 350
    const renewal = renew()
    if (renewal === null)
      continue
    const kinds = new Set<string>()
    ANSWERS.forEach((answer, i) => {
      if (!renewal(...answer))
        return
      turns[i]!++
      kinds.add(answer[0])
    })
    expect(kinds.size).toBeLessThanOrEqual(1)
  }
  expect(turns).toEqual(ANSWERS.map(() => 1))
})

it.each([
  ['stood still for five minutes', FIVE_MINUTES_MS],
  ['was set back', -60_000],
])('gives everyone a turn when the clock %s', (_, jump) => {
  let now = START
  const renew = createRenewals(() => now)
  now += jump
  const renewal = renew()
  expect(ANSWERS.filter(answer => renewal?.(...answer) !== true)).toEqual([])
  expect(renew()).toBeNull()
})

it('makes up for the turns that no tick came in', () => {
  let now = START
  const renew = createRenewals(() => now)
  now += FIVE_MINUTES_MS / 2
  const first = renew()!
  now += FIVE_MINUTES_MS / 2
  const second = renew()!
  for (const answer of ANSWERS)
    expect([first(...answer), second(...answer)].filter(Boolean)).toHaveLength(1)
})
