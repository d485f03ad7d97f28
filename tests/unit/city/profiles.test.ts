import type { City } from '../../../city/city.ts'
import path from 'node:path'
import { Check } from 'typebox/value'
import { beforeAll, describe, expect, it } from 'vitest'
import { isInside } from '../../../city/is-inside.ts'
import { loadCity } from '../../../city/load-city.ts'
import { toProfileBody } from '../../../city/profile-body.ts'
import { ProfileBody } from '../../../contract/profile.ts'

const PROFILES = path.join(import.meta.dirname, '../../../profiles')

describe('the profile of Dongying', () => {
  let city: City
  beforeAll(async () => {
    city = await loadCity(path.join(PROFILES, 'dongying'))
  })

  it('holds the published numbers of regions at each level', () => {
    const regions = [...city.regions.values()]
    const count = (level: string): number => regions.filter(r => r.level === level).length
    expect(['city', 'county', 'street', 'community', 'grid'].map(count))
      .toEqual([1, 7, 52, 1921, 3919 + 399])
    expect(regions.filter(r => r.name.includes('专属网格'))).toHaveLength(399)
  })

  it('gives every region above the grids a place, in its own county', () => {
    const outside = [...city.regions.values()].filter(({ level, code, lon, lat }) => {
      if (level !== 'street' && level !== 'community')
        return false
      const county = { 370571: '370502', 370572: '370503' }[code.slice(0, 6)] ?? code.slice(0, 6)
      const outline = city.outlines?.features.find(f => f.properties.code === county)
      return !outline || lon === undefined || !isInside(outline.geometry, lon, lat ?? 0)
    })
    expect(outside).toEqual([])
  })

  it('leads from the root down to the community of a grid, which is no scope itself', () => {
    expect(city.isScope('370502001011001')).toBe(false)
    expect(city.scopePath('370502001011001'))
      .toEqual(['370500', '370502', '370502001', '370502001011'])
    expect(city.scopePath('370502001011001')).toBe(city.scopePath('370502001011'))
    expect(Object.isFrozen(city.scopePath('370500'))).toBe(true)
  })

  it('knows the child scopes of a scope and none below a community', () => {
    expect(city.children('370500').map(r => r.name)).toContain('东营港经济开发区')
    expect(city.children('370502001011')).toEqual([])
  })

  it('keeps petitions and cared-for people off visited walls', () => {
    const sensitive = [...city.categories.values()].filter(c => c.sensitive).map(c => c.name)
    expect(sensitive).toEqual(['信访维稳', '特殊人群'])
    expect(city.rootCategory('disputes.petition')).toBe('disputes')
  })

  it('becomes the body of the profile endpoint', () => {
    expect(Check(ProfileBody, toProfileBody(city))).toBe(true)
  })
})

describe('the profile of Boston', () => {
  it('has the neighbourhoods of its cases, two levels of categories and no outlines', async () => {
    const city = await loadCity(path.join(PROFILES, 'boston'))
    expect(city.children('boston')).toHaveLength(18)
    expect(city.scopePath('unknown')).toEqual(['boston', 'unknown'])
    expect([...city.categories.values()].filter(c => c.parent === null)).toHaveLength(6)
    expect(city.categories.size).toBe(6 + 33)
    expect(city.outlines).toBeNull()
  })
})
