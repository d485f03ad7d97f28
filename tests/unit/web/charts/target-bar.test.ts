import { expect, it } from 'vitest'
import { targetBar } from '../../../../web/charts/target-bar.ts'

const limits = { target: 0.99, warning: 0.96 }

it('reaches from the target to the left by what is missing', () => {
  const bar = targetBar(0.94, limits, 0.05)
  expect(bar.from).toBeCloseTo(0)
  expect(bar.from + bar.length).toBeCloseTo(bar.target)
  expect(bar.warns).toBe(true)
})

it('reaches to the right by the surplus and does not warn', () => {
  const bar = targetBar(1, limits, 0.05)
  expect(bar.from).toBe(bar.target)
  expect(bar.length).toBeGreaterThan(0)
  expect(bar.warns).toBe(false)
})

it('warns at the warning limit, not at every missed target', () => {
  expect(targetBar(0.97, limits, 0.05).warns).toBe(false)
})

it('is half as long for half the distance', () => {
  const [far, near] = [targetBar(0.94, limits, 0.05), targetBar(0.965, limits, 0.05)]
  expect(near.length).toBeCloseTo(far.length / 2)
})

it('stays on its track when all rates are the target', () => {
  expect(targetBar(0.99, limits, 0)).toMatchObject({ length: 0, warns: false })
})
