import Type from 'typebox'

/**
 * Shapes of a wall's picture in design units, which tell what has room on it. `standard` 16:9,
 * `wide` 32:9, `triple` 48:9, `tall` portrait; `short` and `low`: so few units high, because the
 * type must be read from afar, that half or three of the panels are left.
 */
export const LAYOUT_SHAPES = ['standard', 'wide', 'triple', 'tall', 'short', 'low'] as const
export type LayoutShape = typeof LAYOUT_SHAPES[number]

/** Panels that are part of every frame, and move with it. */
export const LIVE_PANELS = [
  'summary',
  'overdue',
  'ranking',
  'categories',
  'channels',
  'map',
  'focus',
  'workflow',
  'latest',
  'satisfaction',
  'hours',
  'days',
] as const

/** Panels that ask the server themselves, while a scene shows them. */
export const ASKING_PANELS = [
  'flow',
  'whistles',
  'departments',
  'urged',
  'rates',
  'opinion_days',
  'bottom',
  'reopened',
  'beside',
  'units',
] as const

export const SCENE_PANELS = [...LIVE_PANELS, ...ASKING_PANELS] as const
export type ScenePanelName = typeof SCENE_PANELS[number]

/** Panels that need a city that asks people how satisfied they are (a step with `reviewed`). */
export const REVIEW_PANELS: readonly ScenePanelName[]
  = ['satisfaction', 'rates', 'opinion_days', 'bottom']

/** What rates can be told apart by. */
export const RATE_FACETS = ['region', 'department', 'category'] as const
export type RateFacet = typeof RATE_FACETS[number]

const closed = { additionalProperties: false }
const share = Type.Optional(Type.Number({ exclusiveMinimum: 0, maximum: 10_000 }))
const units = Type.Optional(Type.Number({ exclusiveMinimum: 0, maximum: 10_000 }))
const Title = Type.Object({
  zh: Type.String({ minLength: 1, maxLength: 20 }),
  en: Type.String({ minLength: 1, maxLength: 30 }),
}, closed)

/** A panel in its place; heights of a column are shared out by `share`, or fixed by `units`. */
export const SceneCell = Type.Object({
  panel: Type.Enum(SCENE_PANELS),
  share,
  units,
  /** Of `rates`. */
  by: Type.Optional(Type.Enum(RATE_FACETS)),
  /**
   * How many times as large as elsewhere its type is, for ends of a long wall that are read from
   * afar and from a slant. Rows go as type grows.
   * @default 1
   */
  scale: Type.Optional(Type.Number({ minimum: 1, maximum: 2 })),
}, closed)
export type SceneCell = Type.Static<typeof SceneCell>

export const SceneColumn = Type.Object({
  /** Design units; absent: a share of what is left. */
  width: units,
  share,
  /** From top to bottom. */
  panels: Type.Array(SceneCell, { minItems: 1, maxItems: 8 }),
}, closed)
export type SceneColumn = Type.Static<typeof SceneColumn>

/** A stripe across the wall. */
export const SceneBand = Type.Object({
  /** Design units; absent: a share of what is left. */
  height: units,
  share,
  /** From left to right. */
  columns: Type.Array(SceneColumn, { minItems: 1, maxItems: 8 }),
}, closed)
export type SceneBand = Type.Static<typeof SceneBand>

/** From top to bottom, between header and footer. */
export const SceneGrid = Type.Array(SceneBand, { minItems: 1, maxItems: 6 })
export type SceneGrid = Type.Static<typeof SceneGrid>

export const Scene = Type.Object({
  id: Type.String({ pattern: '^[a-z][a-z0-9-]{0,31}$' }),
  title: Title,
  /** Region that it shows while the screen is at the root; absent: the screen's own. */
  scope: Type.Optional(Type.String({ minLength: 1, maxLength: 128 })),
  /** By shape of the wall. `standard` must be there; other shapes fall back to a similar one. */
  grids: Type.Object({
    standard: SceneGrid,
    wide: Type.Optional(SceneGrid),
    triple: Type.Optional(SceneGrid),
    tall: Type.Optional(SceneGrid),
    short: Type.Optional(SceneGrid),
    low: Type.Optional(SceneGrid),
  }, closed),
}, closed)
export type Scene = Type.Static<typeof Scene>

const TimeOfDay = Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' })

/** One turn of the playlist. */
export const PlaylistEntry = Type.Object({
  scene: Type.String(),
  /** How long it stays. */
  seconds: Type.Integer({ minimum: 5, maximum: 86_400 }),
  /** Only from `from` until `to` by the city's clock; past midnight where `to` is not later. */
  hours: Type.Optional(Type.Object({ from: TimeOfDay, to: TimeOfDay }, closed)),
}, closed)
export type PlaylistEntry = Type.Static<typeof PlaylistEntry>

/** `scenes.json` of a profile. The first scene is the one that a screen opens with. */
export const Scenes = Type.Object({
  scenes: Type.Array(Scene, { minItems: 1, maxItems: 30 }),
  playlist: Type.Array(PlaylistEntry, { maxItems: 100 }),
}, closed)
export type Scenes = Type.Static<typeof Scenes>

/** Where a shape without a grid of its own takes it from, nearest first. */
const FALLBACKS: Record<LayoutShape, readonly LayoutShape[]> = {
  standard: ['standard'],
  wide: ['wide', 'standard'],
  triple: ['triple', 'wide', 'standard'],
  tall: ['tall', 'standard'],
  short: ['short', 'standard'],
  low: ['low', 'short', 'standard'],
}

/** The scene's grid on a wall of this shape. */
export function gridOf({ grids }: Pick<Scene, 'grids'>, shape: LayoutShape): SceneGrid {
  const found = FALLBACKS[shape].find(candidate => grids[candidate] !== undefined)
  return grids[found ?? 'standard'] ?? grids.standard
}
