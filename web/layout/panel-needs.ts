import type { SceneCell, ScenePanelName } from '../../contract/scene.ts'

export interface Room { width: number, height: number }

/** Sizes that differ by less are the same. */
export const SLACK = 1
/** Title and edges of a panel. */
const HEAD = 62
const STEP_ROW = 51
/** Of the loop's steps under one another. */
const NARROW_STEP_ROW = 43.5

/** Most important first: what of a scene is left where not all of it has room. */
const RANK: readonly ScenePanelName[] = [
  'summary',
  'flow',
  'satisfaction',
  'focus',
  'overdue',
  'beside',
  'rates',
  'map',
  'urged',
  'ranking',
  'latest',
  'whistles',
  'departments',
  'units',
  'bottom',
  'days',
  'opinion_days',
  'categories',
  'reopened',
  'hours',
  'workflow',
  'channels',
]

/** Least room in which a panel says what it is for; steps of the loop have needs of their own. */
const NEEDS: Record<Exclude<ScenePanelName, 'flow' | 'workflow'>, Room> = {
  summary: { width: 380, height: 100 },
  overdue: { width: 400, height: 180 },
  ranking: { width: 400, height: 160 },
  categories: { width: 400, height: 130 },
  channels: { width: 400, height: 130 },
  map: { width: 760, height: 250 },
  focus: { width: 400, height: 240 },
  latest: { width: 400, height: 150 },
  satisfaction: { width: 420, height: 200 },
  hours: { width: 400, height: 150 },
  days: { width: 400, height: 160 },
  whistles: { width: 400, height: 160 },
  departments: { width: 760, height: 180 },
  urged: { width: 430, height: 230 },
  rates: { width: 420, height: 190 },
  opinion_days: { width: 400, height: 160 },
  bottom: { width: 400, height: 150 },
  reopened: { width: 400, height: 180 },
  beside: { width: 400, height: 180 },
  units: { width: 400, height: 180 },
}

/** Between two seams: one column of cards beside the plate. */
const MAP_ON_DISPLAY = { width: 600, height: 300 }

/**
 * The rooms in which a panel is whole, design units: any one of them will do.
 * @param panel which one
 * @param steps of the city's loop
 * @param seamed its gutters are meant for the seams between displays
 */
function roomsFor(panel: ScenePanelName, steps: number, seamed: boolean): readonly Room[] {
  if (panel === 'map' && seamed)
    return [NEEDS.map, MAP_ON_DISPLAY]
  if (panel === 'flow') {
    const abreast = { width: 250 * steps + 34, height: 200 }
    const rows = { width: 660, height: HEAD + steps * STEP_ROW }
    // Steps stand abreast as soon as they are wide enough for it, however low the panel is.
    return rows.width < abreast.width ? [rows, abreast] : [abreast]
  }
  if (panel === 'workflow') {
    return [
      { width: 400, height: HEAD + steps * NARROW_STEP_ROW },
      { width: 150 * steps, height: 150 },
    ]
  }
  return [NEEDS[panel]]
}

/** Place in the order of importance; the lower, the longer it stays. */
export function rankOf(panel: ScenePanelName): number {
  return RANK.indexOf(panel)
}

/** Is a panel whole in a place of this size? */
export function fits(
  { panel, scale = 1 }: SceneCell,
  { width, height }: Room,
  steps: number,
  seamed = false,
): boolean {
  return roomsFor(panel, steps, seamed).some(need =>
    width / scale >= need.width - SLACK && height / scale >= need.height - SLACK)
}

/** Least width of a panel's place, whatever its height. */
export function narrowest({ panel, scale = 1 }: SceneCell, steps: number): number {
  return scale * Math.min(...roomsFor(panel, steps, false).map(({ width }) => width))
}
