import { expect, it } from 'vitest'
import { faster, readSpeed, slower, stepMs } from '../../../../web/playback/speeds.ts'

it('steps by round times that make about five pictures a second', () => {
  expect([1, 10, 60, 300, 1440, 3600].map(speed => stepMs(speed, 0)))
    .toEqual([1000, 2000, 15_000, 60_000, 300_000, 900_000])
})

it('steps further when pictures come slowly, so that the speed is kept', () => {
  expect(stepMs(1440, 300)).toBe(600_000)
  expect(stepMs(1440, 1000)).toBe(1_800_000)
  expect(stepMs(3600, 60_000)).toBe(3_600_000)
})

it('goes through the speeds and stays at the ends', () => {
  expect([1, 60, 100, 3600].map(faster)).toEqual([10, 300, 300, 3600])
  expect([1, 60, 100, 3600].map(slower)).toEqual([1, 10, 60, 1440])
})

it('reads any speed between the ends and takes nonsense for the usual one', () => {
  expect([null, '', 'fast', '-3', '0', '1', '90', '1e9'].map(readSpeed))
    .toEqual([60, 60, 60, 60, 60, 1, 90, 3600])
})
