import { expect, it } from 'vitest'
import { pointChange, relativeChange } from '../../../../web/format/change.ts'

it('says direction and size without colour', () => {
  expect(relativeChange(110, 100)).toEqual({ direction: 'up', text: '▲10.0%' })
  expect(relativeChange(90, 100)).toEqual({ direction: 'down', text: '▼10.0%' })
  expect(relativeChange(100, 100)).toEqual({ direction: 'same', text: '±0' })
})

it('says the difference itself where few cases would make a great percentage', () => {
  expect(relativeChange(38, 2)).toEqual({ direction: 'up', text: '▲36' })
  expect(relativeChange(1, 29).text).toBe('▼28')
  expect(relativeChange(31, 30).text).toBe('▲3.3%')
})

it('has no percentage against nothing', () => {
  expect(relativeChange(5, 0).text).toBe('—')
  expect(relativeChange(null, 5).text).toBe('—')
})

it('compares ratios in points, and equal ones as equal after rounding', () => {
  expect(pointChange(0.987, 0.99).text).toBe('▼0.3')
  expect(pointChange(0.99004, 0.99).direction).toBe('same')
})
