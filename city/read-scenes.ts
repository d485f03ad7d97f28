import type { Region } from '../contract/profile.ts'
import type { Scene, SceneCell, SceneGrid, Scenes } from '../contract/scene.ts'
import type { Problems } from './problems.ts'
import type { ProfileFile } from './profile-file.ts'
import { Parse } from 'typebox/value'
import { REVIEW_PANELS, Scenes as ScenesSchema } from '../contract/scene.ts'
import defaults from '../profiles/default-scenes.json' with { type: 'json' }
import { checkUnique } from './check-codes.ts'
import { checkShape } from './shape-problems.ts'

/** More panels than this are a table, not a wall. */
const MAX_PANELS = 12

/** What a city without a scenes.json shows: the overview and the map. */
export const DEFAULT_SCENES: Scenes = Parse(ScenesSchema, defaults)

/** The scenes of scenes.json; what is wrong with them goes to `problems`. */
export function readScenes(
  value: unknown,
  profile: Pick<ProfileFile, 'workflow' | 'levels'> | null,
  regions: ReadonlyMap<string, Region>,
  problems: Problems,
): Scenes {
  if (value === undefined || !checkShape(ScenesSchema, value, '', problems))
    return DEFAULT_SCENES
  const scenes = value as Scenes
  checkUnique(scenes.scenes.map(({ id }) => id), 'scenes', (i, text) =>
    problems.addAt(`/scenes/${i}/id`, text))
  scenes.scenes.forEach((scene, i) => {
    const at = `/scenes/${i}`
    checkScope(scene, profile, regions, text => problems.addAt(`${at}/scope`, text))
    for (const [shape, grid] of Object.entries(scene.grids)) {
      checkGrid(grid, profile, (place, text) =>
        problems.addAt(`${at}/grids/${shape}${place}`, text))
    }
  })
  checkPlaylist(scenes, problems)
  return scenes
}

function checkScope(
  { scope }: Scene,
  profile: Pick<ProfileFile, 'levels'> | null,
  regions: ReadonlyMap<string, Region>,
  tell: (text: string) => void,
): void {
  if (scope === undefined || regions.size === 0)
    return
  const region = regions.get(scope)
  if (region === undefined)
    tell(`region '${scope}' is not in regions.csv, correct it or leave it out`)
  else if (profile?.levels.find(({ code }) => code === region.level)?.scope !== true)
    tell(`'${scope}' is a ${region.level}, which no screen can show: name a region above it`)
}

function checkGrid(
  grid: SceneGrid,
  profile: Pick<ProfileFile, 'workflow'> | null,
  tell: (place: string, text: string) => void,
): void {
  const seen = new Set<string>()
  grid.forEach((band, b) => band.columns.forEach((column, c) => column.panels.forEach((cell, p) => {
    const place = `/${b}/columns/${c}/panels/${p}`
    checkCell(cell, profile, text => tell(place, text))
    const name = cell.panel === 'rates' ? `rates by ${cell.by}` : cell.panel
    if (seen.has(name))
      tell(place, `'${name}' stands in this grid already, remove one`)
    seen.add(name)
  })))
  if (seen.size > MAX_PANELS)
    tell('', `has ${seen.size} panels, at most ${MAX_PANELS} can be read: take some off`)
}

function checkCell(
  { panel, by, share, units }: SceneCell,
  profile: Pick<ProfileFile, 'workflow'> | null,
  tell: (text: string) => void,
): void {
  if (panel === 'rates' && by === undefined)
    tell(`rates need 'by': region, department or category`)
  if (panel !== 'rates' && by !== undefined)
    tell(`'by' is for rates only, remove it from ${panel}`)
  if (share !== undefined && units !== undefined)
    tell(`${panel} has both share and units, give one`)
  const asks = profile?.workflow.some(({ events }) => events.includes('reviewed')) ?? true
  if (!asks && REVIEW_PANELS.includes(panel))
    tell(`${panel} shows what people answered, but no step of the workflow holds 'reviewed': remove it`)
}

function checkPlaylist({ scenes, playlist }: Scenes, problems: Problems): void {
  playlist.forEach(({ scene }, i) => {
    if (!scenes.some(({ id }) => id === scene)) {
      problems.addAt(`/playlist/${i}/scene`, `scene '${scene}' is not among the scenes `
      + `${scenes.map(({ id }) => id).join(', ')}: correct it`)
    }
  })
}
