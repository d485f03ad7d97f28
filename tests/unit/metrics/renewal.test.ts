import { expect, it } from 'vitest'
import { KEPT_KINDS } from '../../../server/metrics/kept-answers.ts'
import { createRenewals } from '../../../server/metrics/renewal.ts'

const START = Date.parse('2026-03-10T12:00:00Z')
const FIVE_MINUTES_MS = 300_000
const SCOPES = ['dongying', '370502', '370502001', '370502001003', '370502001003~', 'n', 's']
const ANSWERS = KEPT_KINDS.flatMap(kind => SCOPES.map(scope => [kind, scope] as const))

it('gives every answer a turn once in five minutes, and no tick many', () => {
  let now = START
  const renew = createRenewals(() => now)
  expect(renew()).toBeNull()
  const turns = new Map(ANSWERS.map(([kind, scope]) => [`${kind} ${scope}`, 0]))
  while (now < START + FIVE_MINUTES_MS) {
    now += 350
    const renewal = renew()
    const meant = renewal === null ? [] : ANSWERS.filter(answer => renewal(...answer))
    expect(new Set(meant.map(([kind]) => kind)).size).toBeLessThanOrEqual(1)
    for (const [kind, scope] of meant)
      turns.set(`${kind} ${scope}`, turns.get(`${kind} ${scope}`)! + 1)
  }
  expect([...turns].filter(([, n]) => n !== 1)).toEqual([])
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
