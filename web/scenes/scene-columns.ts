import type { LayoutShape } from '../layout/wall-layout.ts'

export type ScenePanelName
  = | 'summary' | 'overdue' | 'ranking' | 'categories' | 'map' | 'workflow'
    | 'latest' | 'satisfaction' | 'hours' | 'days' | 'channels'

export interface SceneColumn {
  /** Design units; null: all the room that is left. */
  width: number | null
  /** From top to bottom, with their shares of the height; `units` are fixed. */
  panels: { name: ScenePanelName, share?: number, units?: number }[]
}

export interface SceneGrid {
  /** The KPI strip runs across the whole wall instead of standing in a column. */
  strip: boolean
  columns: SceneColumn[]
}

/** The column of the design: 480 units less its share of gutters, so that gaps fall on seams. */
const SIDE = 448

/**
 * Panels of the overview on a wall of this shape.
 * @param shape of the wall
 * @param reviews false for a city that asks nobody how satisfied they are: channels instead
 */
export function sceneGrid(shape: LayoutShape, reviews: boolean): SceneGrid {
  const opinion = reviews ? 'satisfaction' : 'channels'
  switch (shape) {
    case 'standard':
      return {
        strip: true,
        columns: [
          column(SIDE, { overdue: 300, ranking: 250, categories: 198 }),
          column(null, { map: 584, workflow: 180 }),
          column(SIDE, { latest: 304, [opinion]: 214, hours: 230 }),
        ],
      }
    case 'wide':
      return { strip: false, columns: wideColumns(SIDE, opinion) }
    case 'triple':
      // Three walls of 1920 side by side: how it stands, where, and who acts.
      return { strip: false, columns: wideColumns(928, opinion) }
    case 'short':
      return {
        strip: false,
        columns: [
          column(560, { overdue: 1 }),
          column(null, { map: 1 }),
          column(560, { summary: 1 }),
        ],
      }
    case 'low':
      return {
        strip: false,
        columns: [
          column(520, { summary: 1 }),
          column(null, { map: 1 }),
          column(520, { overdue: 1 }),
        ],
      }
  }
}

function wideColumns(side: number, opinion: 'satisfaction' | 'channels'): SceneColumn[] {
  return [
    column(side, { ranking: 400, days: 510 }),
    column(side, { overdue: 560, categories: 350 }),
    {
      width: null,
      panels: [
        { name: 'summary', units: 132 },
        { name: 'map', share: 1 },
      ],
    },
    column(side, { latest: 560, hours: 350 }),
    opinion === 'satisfaction'
      ? column(side, { workflow: 344, satisfaction: 240, channels: 312 })
      : column(side, { workflow: 400, channels: 500 }),
  ]
}

function column(
  width: number | null,
  shares: Partial<Record<ScenePanelName, number>>,
): SceneColumn {
  const panels = Object.entries(shares).map(([name, share]) =>
    ({ name: name as ScenePanelName, share }))
  return { width, panels }
}
