import { expect, it } from 'vitest'
import { parseOptions, UsageError } from '../../../bench/parse-options.ts'

const KNOWN = ['intake', 'tick'] as const

it('takes several names and the switches', () => {
  expect(parseOptions(['tick', 'intake', '--short', '--json', 'out.json'], KNOWN)).toEqual({
    names: ['tick', 'intake'],
    short: true,
    jsonFile: 'out.json',
    profileDir: null,
  })
})

it('runs everything for all', () => {
  expect(parseOptions(['all'], KNOWN).names).toEqual(['intake', 'tick'])
})

it('says which names there are when none or a wrong one is given', () => {
  expect(() => parseOptions([], KNOWN)).toThrow(new UsageError('Name a bench: intake, tick, all.'))
  expect(() => parseOptions(['tock'], KNOWN)).toThrow('There is no bench tock; there are intake, tick, all.')
  expect(() => parseOptions(['tick', '--fast'], KNOWN)).toThrow(UsageError)
})
