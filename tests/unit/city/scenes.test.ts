import { expect, it } from 'vitest'
import { CityError } from '../../../city/city-error.ts'
import { loadCity } from '../../../city/load-city.ts'
import { DEFAULT_SCENES } from '../../../city/read-scenes.ts'
import { gridOf, LAYOUT_SHAPES } from '../../../contract/scene.ts'
import { writeProfile } from './tiny-profile.ts'

const MAP = [{ columns: [{ panels: [{ panel: 'map' }] }] }]

function scene(id: string, grid: unknown = MAP, more: object = {}): object {
  return { id, title: { zh: '图', en: 'Map' }, grids: { standard: grid }, ...more }
}

async function problemsOf(scenes: unknown): Promise<readonly string[]> {
  const folder = await writeProfile({ 'scenes.json': scenes })
  const error = await loadCity(folder).catch((e: unknown) => e)
  expect(error).toBeInstanceOf(CityError)
  return (error as CityError).problems.map(problem => problem.replace(/:\d+:/, ':')).sort()
}

it('shows the delivered scenes where a city has none of its own', async () => {
  expect((await loadCity(await writeProfile())).scenes).toEqual(DEFAULT_SCENES)
})

it('takes a city\'s own scenes', async () => {
  const own = { scenes: [scene('plan')], playlist: [{ scene: 'plan', seconds: 20 }] }
  expect((await loadCity(await writeProfile({ 'scenes.json': own }))).scenes).toEqual(own)
})

it('tells every fault of the scenes', async () => {
  const twice = [{ columns: [{ panels: [{ panel: 'map', by: 'region' }, { panel: 'map' }] }] }]
  const rates = [{ columns: [{ panels: [{ panel: 'rates' }, { panel: 'hours', share: 1, units: 2 }] }] }]
  expect(await problemsOf({
    scenes: [
      scene('plan', twice, { scope: 'nowhere' }),
      scene('plan', rates, { scope: 't-north-1' }),
    ],
    playlist: [{ scene: 'show', seconds: 20 }],
  })).toEqual([
    `scenes.json: region 'nowhere' is not in regions.csv, correct it or leave it out`,
    `scenes.json: 'by' is for rates only, remove it from map`,
    `scenes.json: 'map' stands in this grid already, remove one`,
    `scenes.json: 'plan' is in scenes twice, remove one`,
    `scenes.json: 't-north-1' is a block, which no screen can show: name a region above it`,
    `scenes.json: rates need 'by': region, department or category`,
    `scenes.json: rates shows what people answered, but no step of the workflow holds 'reviewed': remove it`,
    `scenes.json: hours has both share and units, give one`,
    `scenes.json: scene 'show' is not among the scenes plan, plan: correct it`,
  ].sort())
})

it('names a panel that does not exist, and what there is', async () => {
  const [problem] = await problemsOf({
    scenes: [scene('plan', [{ columns: [{ panels: [{ panel: 'weather' }] }] }])],
    playlist: [],
  })
  expect(problem).toMatch(/panel must be one of summary, overdue, /)
})

it.each(['dongying', 'boston'])('every scene of %s has a grid for every shape', async (name) => {
  const { scenes, playlist } = (await loadCity(`profiles/${name}`)).scenes
  expect(scenes[0]!.id).toBe('overview')
  expect(playlist.length).toBeGreaterThan(1)
  for (const one of scenes) {
    for (const shape of LAYOUT_SHAPES) {
      const panels = gridOf(one, shape).flatMap(band => band.columns.flatMap(c => c.panels))
      expect(panels.length, `${one.id} ${shape}`).toBeGreaterThan(0)
      expect(panels.length, `${one.id} ${shape}`).toBeLessThanOrEqual(shape === 'standard' ? 9 : 11)
    }
  }
})

it('takes the nearest grid for a shape without one', () => {
  const grids = { standard: MAP, wide: [...MAP, ...MAP] } as never
  expect(gridOf({ grids }, 'triple')).toHaveLength(2)
  expect(gridOf({ grids }, 'low')).toHaveLength(1)
})
