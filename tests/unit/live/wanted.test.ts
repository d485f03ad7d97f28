import { expect, it } from 'vitest'
import { createWanted } from '../../../server/live/wanted.ts'

function wantedOf(maxScopes = 10) {
  const clock = { now: 0 }
  const wanted = createWanted({ root: 'c', maxScopes, askedMs: 60_000, now: () => clock.now })
  return { clock, wanted }
}

it('always wants the root', () => {
  const { wanted } = wantedOf()
  wanted.watch('c')()
  expect(wanted.list()).toEqual(['c'])
})

it('wants a scope until its last watcher leaves', () => {
  const { wanted } = wantedOf()
  const first = wanted.watch('n')
  const second = wanted.watch('n')
  first()
  expect(wanted.list()).toEqual(['c', 'n'])
  second()
  expect(wanted.list()).toEqual(['c'])
})

it('counts a release once, however often it is called', () => {
  const { wanted } = wantedOf()
  const first = wanted.watch('n')
  wanted.watch('n')
  first()
  first()
  expect(wanted.list()).toEqual(['c', 'n'])
})

it('wants an asked scope for a minute after the last question', () => {
  const { clock, wanted } = wantedOf()
  wanted.ask('n')
  clock.now = 50_000
  wanted.ask('n')
  clock.now = 109_999
  expect(wanted.list()).toEqual(['c', 'n'])
  clock.now = 110_000
  expect(wanted.list()).toEqual(['c'])
})

it('names a scope once that is both shown and asked for', () => {
  const { wanted } = wantedOf()
  wanted.watch('n')
  wanted.ask('n')
  expect(wanted.list()).toEqual(['c', 'n'])
})

it('refuses a scope beyond the limit with the name of the limit', () => {
  const { wanted } = wantedOf(2)
  wanted.watch('n')
  expect(() => wanted.watch('s')).toThrow(/GRIDWALL_MAX_SCOPES \(2\)/)
  expect(() => wanted.ask('s')).toThrow(/GRIDWALL_MAX_SCOPES/)
  expect(() => wanted.watch('n')).not.toThrow()
})

it('gives a screen the place of the scope that was asked for longest ago', () => {
  const { clock, wanted } = wantedOf(3)
  wanted.ask('n')
  clock.now = 1
  wanted.ask('s')
  wanted.watch('w')
  expect(wanted.list()).toEqual(['c', 'w', 's'])
  expect(() => wanted.ask('n')).toThrow(/GRIDWALL_MAX_SCOPES/)
})
