import { expect, it } from 'vitest'
import { briefName } from '../../../../web/regions/brief-name.ts'

it('keeps a name that fits, and a single one however long it is', () => {
  expect(briefName('Allston / Brighton', 18)).toBe('Allston / Brighton')
  expect(briefName('东营经济技术开发区', 4)).toBe('东营经济技术开发区')
})

it('leaves out whole names from the end, never a part of one', () => {
  const name = 'Fenway / Kenmore / Audubon Circle / Longwood'
  expect(briefName(name, 20)).toBe('Fenway / Kenmore')
  expect(briefName(name, 10)).toBe('Fenway')
})
