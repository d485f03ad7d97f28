import { expect, it } from 'vitest'
import { parseOptions, UsageError } from '../../../bench/parse-options.ts'

const KNOWN = ['intake', 'tick'] as const

it('takes several names and the switches', () => {
  expect(parseOptions(['tick', 'intake', '--short', '--json', 'out.json'], KNOWN)).toEqual({
    names: ['tick', 'intake'],
    short: true,
    jsonFile: 'out.json',
    profileDir: null,
    rate: null,
    seconds: null,
    screens: null,
  })
})

it('takes another rate, time and number of screens, as whole numbers', () => {
  expect(parseOptions(['tick', '--rate', '20000', '--seconds', '600', '--screens', '200'], KNOWN))
    .toMatchObject({ rate: 20_000, seconds: 600, screens: 200 })
  expect(() => parseOptions(['tick', '--rate', '0'], KNOWN)).toThrow('--rate is \'0\'')
  expect(() => parseOptions(['tick', '--seconds', '1.5'], KNOWN)).toThrow(UsageError)
})

it('runs everything for all', () => {
  expect(parseOptions(['all'], KNOWN).names).toEqual(['intake', 'tick'])
})

it('says which names there are when none or a wrong one is given', () => {
  expect(() => parseOptions([], KNOWN)).toThrow(new UsageError('Name a bench: intake, tick, all.'))
  expect(() => parseOptions(['tock'], KNOWN)).toThrow('There is no bench tock; there are intake, tick, all.')
  expect(() => parseOptions(['tick', '--fast'], KNOWN)).toThrow(UsageError)
})
