import { expect, it } from 'vitest'
import { createDemands, DEMAND_MS } from '../../../server/relay/demands.ts'

function demanding(refuse: ReadonlySet<string> = new Set()) {
  const clock = { now: 0 }
  const watched: string[] = []
  const refusals: string[] = []
  const demands = createDemands({
    now: () => clock.now,
    onRefused: scope => refusals.push(scope),
    watch(scope) {
      if (refuse.has(scope))
        throw new Error('no room')
      watched.push(scope)
      return () => void watched.splice(watched.indexOf(scope), 1)
    },
  })
  const hear = (relay: string, ...scopes: string[]) => demands.hear({ relay, scopes })
  return { clock, watched, refusals, demands, hear }
}

it('watches each scope once, however many relays want it, until none does', () => {
  const { watched, hear, demands } = demanding()
  hear('one', 'c', 'n')
  hear('two', 'n')
  expect(watched).toEqual(['c', 'n'])
  hear('one', 'c')
  expect(watched).toEqual(['c', 'n'])
  hear('two')
  expect(watched).toEqual(['c'])
  expect([demands.isWanted('c'), demands.isWanted('n'), demands.relays()]).toEqual([true, false, 1])
})

it('answers what a relay did not want before, which others may', () => {
  const { hear } = demanding()
  expect(hear('one', 'c', 'n')).toEqual(['c', 'n'])
  expect(hear('one', 'c', 'n')).toEqual([])
  expect(hear('two', 'n')).toEqual(['n'])
})

it('forgets a relay that is silent, and only that one', () => {
  const { clock, watched, hear, demands } = demanding()
  hear('one', 'c')
  clock.now = 1
  hear('two', 'n')
  clock.now = DEMAND_MS
  demands.expire()
  expect(watched).toEqual(['n'])
})

it('names the scopes that cannot be had, tells why once, and takes them when they can', () => {
  const refuse = new Set(['n'])
  const { watched, refusals, hear, demands } = demanding(refuse)
  expect(hear('one', 'c', 'n')).toEqual(['c'])
  hear('one', 'c', 'n')
  expect(demands.refused()).toEqual(['n'])
  expect(refusals).toEqual(['n'])
  refuse.clear()
  hear('one', 'c', 'n')
  expect(demands.refused()).toEqual([])
  expect(watched).toEqual(['c', 'n'])
})

it('takes only so many relays', () => {
  const { hear, demands } = demanding()
  for (let i = 0; i < 300; i++)
    hear(`relay ${i}`, 'c')
  expect(demands.relays()).toBe(256)
})

it('releases everything at the end', () => {
  const { watched, hear, demands } = demanding()
  hear('one', 'c', 'n')
  demands.close()
  expect(watched).toEqual([])
})
