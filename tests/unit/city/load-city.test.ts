import { describe, expect, it } from 'vitest'
import { CityError } from '../../../city/city-error.ts'
import { loadCity } from '../../../city/load-city.ts'
import { TINY, TINY_REGIONS, writeProfile } from './tiny-profile.ts'

async function problemsOf(files: Record<string, unknown>): Promise<readonly string[]> {
  const error = await loadCity(await writeProfile(files)).catch((e: unknown) => e)
  expect(error).toBeInstanceOf(CityError)
  expect((error as CityError).code).toBe('profile_invalid')
  return (error as CityError).problems
}

function outlineOf(code: string, point: [number, number]): object {
  return {
    type: 'FeatureCollection',
    features: [{
      type: 'Feature',
      properties: { code },
      geometry: { type: 'Polygon', coordinates: [[point, [13, 52], [13, 53], point]] },
    }],
  }
}

describe('loading a profile', () => {
  it('takes a profile without faults', async () => {
    const city = await loadCity(await writeProfile())
    expect(city.root).toBe('t')
    expect(city.regions.get('t')).toMatchObject({ population: 3000, parent: null })
    expect(city.regions.get('t-north-1')).not.toHaveProperty('lon')
  })

  it('tells every fault of the tree with its line', async () => {
    const regions = `code,name,level,parent,lon,lat,population
t,Tiny,city,,13.4,52.5,3000
t-1,One,block,t-2,,,
t-2,Two,ward,t,200,52,1.5
t-2,Two,ward,t,,,
t-3,Three,ward,nowhere,13,,
t-4,,galaxy,t,,,
t 5,Five,ward,t,,,
t-6,Six,city,,,,
t-7,Seven,ward,t-2,,,
`
    expect(await problemsOf({ 'regions.csv': regions })).toEqual([
      `regions.csv:3: parent 't-2' of 't-1' stands below it on line 4, move it up`,
      `regions.csv:4: lon '200' must be a number from -180 to 180, correct it`,
      `regions.csv:4: population '1.5' must be a whole number`,
      `regions.csv:5: code 't-2' stands on line 4 already, remove one`,
      `regions.csv:6: parent 'nowhere' of 't-3' does not exist, add it or correct it`,
      `regions.csv:6: 't-3' has one of lon and lat, give both or none`,
      `regions.csv:7: region 't-4' has no name, give it one`,
      `regions.csv:7: level 'galaxy' is not in profile.json, use city, ward, block`,
      `regions.csv:8: code 't 5' must be 1 to 128 visible ASCII characters, put the words into the name`,
      `regions.csv:9: 't-6' is a second root beside 't', give it a parent`,
      `regions.csv:10: 't-7' of level ward hangs under 't-2' of level ward, a parent must be of a higher level`,
    ])
  })

  it('finds a cycle, since one of its parents stands below its child', async () => {
    const regions = `${TINY_REGIONS}a,A,ward,b,,,\nb,B,block,a,,,\n`
    expect(await problemsOf({ 'regions.csv': regions }))
      .toEqual([`regions.csv:6: parent 'b' of 'a' stands below it on line 7, move it up`])
  })

  it('tells every misspelt key, missing value and wrong word of profile.json', async () => {
    const { title: _, ...rest } = TINY
    const problems = await problemsOf({ 'profile.json': { ...rest, locale: 'fr', colour: 'red' } })
    expect(problems).toEqual([
      'profile.json:1: / lacks title, add it',
      'profile.json:4: /locale must be one of zh-CN, en',
      expect.stringContaining('/colour is not a key of this format'),
    ])
  })

  it('tells what is wrong with words in other languages and with short ones', async () => {
    const [roads, holes] = TINY.categories
    const problems = await problemsOf({
      'profile.json': {
        ...TINY,
        labels: { title: { en: 'Tiny wall again' } },
        shortTitles: { Pothole: 'Hole in the road' },
        channels: [{ code: 'call', name: 'Call', label: { fr: 'Appel' } }],
        workflow: TINY.workflow.map(step => ({ ...step, label: {} })),
      },
    })
    expect(problems.map(problem => problem.replace(/^profile.json:\d+: /, ''))).toEqual([
      expect.stringContaining('/workflow/0/label '),
      expect.stringContaining('/workflow/1/label '),
      '/channels/0/label/fr is not a key of this format, remove it or correct its spelling',
    ])
    const more = await problemsOf({
      'profile.json': {
        ...TINY,
        labels: { title: { en: 'Tiny wall again' } },
        shortTitles: { Pothole: 'Hole in the road' },
        categories: [
          { ...roads, label: { en: 'Streets' } },
          { ...holes, label: { zh: '坑' }, short: { zh: '坑洼', en: 'Holes' } },
        ],
      },
    })
    expect(more.map(problem => problem.replace(/^profile.json:\d+: /, '')).sort()).toEqual([
      `'Hole in the road' is not shorter than the title 'Pothole', shorten it or remove it`,
      `'Holes' is not shorter than 'Holes', shorten it or remove it`,
      `'坑洼' is not shorter than '坑', shorten it or remove it`,
      `/categories/0/label/en is the profile's own language, in which name says it: remove it`,
      `/labels/title/en is the profile's own language, in which title says it: remove it`,
    ])
  })

  it('tells what is wrong with the workflow, the zone and the categories', async () => {
    const problems = await problemsOf({
      'profile.json': {
        ...TINY,
        timezone: 'Asia/Peking',
        workflow: [{ code: 'a', name: 'A', events: ['urged'] }, { code: 'b', name: 'B', events: ['urged'] }],
        categories: [{ code: 'x', name: 'X', parent: 'y' }, { code: 'y', name: 'Y', parent: null }],
      },
    })
    expect(problems.map(problem => problem.replace(/^profile.json:\d+: /, ''))).toEqual([
      `timezone 'Asia/Peking' is unknown, give an IANA name such as Asia/Shanghai`,
      `no step holds 'closed', add it to the step that ends a case`,
      `the first step must hold 'reported', add it`,
      `event 'urged' leads into 'a' already, name it in one step only`,
      `parent 'y' of category 'x' stands below it, move it up`,
    ])
  })

  it('wants scopes above scopes', async () => {
    const levels = TINY.levels.map((level, i) => ({ ...level, scope: i !== 1 }))
    const problems = await problemsOf({ 'profile.json': { ...TINY, levels } })
    expect(problems).toHaveLength(1)
    expect(problems[0]).toContain(`level 'block' is a scope below a level that is none`)
  })

  it('takes outlines of its own regions only, in degrees', async () => {
    expect((await loadCity(await writeProfile({ 'outlines.geojson': outlineOf('t', [12, 51]) })))
      .outlines
      ?.features).toHaveLength(1)
    expect(await problemsOf({ 'outlines.geojson': outlineOf('moon', [512, 51]) })).toEqual([
      expect.stringContaining(`outline of 'moon', which regions.csv does not have, remove it`),
      expect.stringContaining(`outline of 'moon' has a point that is not [lon, lat] in degrees`),
    ])
  })

  it('names the line where a file stops being JSON, and the files that are missing', async () => {
    expect(await problemsOf({ 'profile.json': '{\n "id": "tiny",\n}' }))
      .toEqual([expect.stringMatching(/^profile\.json:3: is not JSON/)])
    const error = await loadCity('/nowhere').catch((e: unknown) => e)
    expect((error as CityError).problems).toEqual([
      'profile.json:1: is missing in /nowhere, add it or give another directory',
      'regions.csv:1: is missing in /nowhere, add it or give another directory',
      'metrics.json:1: is missing in /nowhere, add it or give another directory',
    ])
  })

  it('has another fingerprint when the tree changes, the same when a name does', async () => {
    const print = async (regions: string): Promise<string> =>
      (await loadCity(await writeProfile({ 'regions.csv': regions }))).fingerprint
    const before = await print(TINY_REGIONS)
    expect(await print(TINY_REGIONS.replace('North,', 'Nord,'))).toBe(before)
    expect(await print(TINY_REGIONS.replace('t-north,,,', 't-south,,,'))).not.toBe(before)
    expect(before).toMatch(/^[0-9a-f]{64}$/)
  })

  it('refuses to answer for codes it does not have', async () => {
    const city = await loadCity(await writeProfile())
    expect(() => city.scopePath('moon')).toThrow(`region 'moon' is not in the profile`)
    expect(() => city.rootCategory('moon')).toThrow(`category 'moon' is not in the profile`)
    expect(city.children('moon')).toEqual([])
  })
})
