import { expect, it } from 'vitest'
import { createRegionIndex } from '../../../../web/regions/region-index.ts'

const level = (code: string, scope: boolean) => ({ code, name: code, scope, schematic: !scope })
function region(code: string, level: string, parent: string | null) {
  return { code, name: `name of ${code}`, level, parent }
}

const index = createRegionIndex({
  levels: [level('city', true), level('county', true), level('grid', false)],
  regions: [
    region('c', 'city', null),
    region('c1', 'county', 'c'),
    region('c2', 'county', 'c'),
    region('c1g', 'grid', 'c1'),
  ],
})

it('knows the way from the root to a region', () => {
  expect(index.path('c1').map(step => step.code)).toEqual(['c', 'c1'])
  expect(index.path('nowhere')).toEqual([])
})

it('knows which regions a screen can show', () => {
  expect([index.isScope('c1'), index.isScope('c1g'), index.isScope('nowhere')])
    .toEqual([true, false, false])
})

it('knows children and names, and calls an unknown region by its code', () => {
  expect(index.children('c').map(child => child.code)).toEqual(['c1', 'c2'])
  expect(index.children('c2')).toEqual([])
  expect([index.name('c1'), index.name('x9')]).toEqual(['name of c1', 'x9'])
})
