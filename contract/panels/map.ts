import Type from 'typebox'

export const POINT_STATES = ['overdue', 'due_soon', 'open'] as const
export type PointState = typeof POINT_STATES[number]

/**
 * A cluster of open cases of one state: its mean place, degrees, which lies in its cell, and how
 * many cases are in it. By position and not by name: hundreds of them are in nearly every delta.
 */
export const MapPoint = Type.Tuple(
  [Type.Number(), Type.Number(), Type.Integer({ minimum: 1 })],
  { description: 'longitude, latitude, cases' },
)
export type MapPoint = Type.Static<typeof MapPoint>

/** The scope's children as areas and its open cases as clustered points. */
export const MapPanel = Type.Object({
  areas: Type.Array(Type.Object({
    code: Type.String(),
    name: Type.String(),
    open: Type.Integer(),
    overdue: Type.Integer(),
    /** Overdue of the open cases now, 0..1; null when none is open. Fills the area. */
    rate: Type.Union([Type.Number(), Type.Null()]),
  })),
  /** Width and height of the cells that points are clusters in, degrees: see `mapCell`. */
  cell: Type.Number({ exclusiveMinimum: 0 }),
  /** Open cases that have a place, by state: at most 240 clusters, of the worst states first. */
  points: Type.Object({
    overdue: Type.Array(MapPoint),
    due_soon: Type.Array(MapPoint),
    open: Type.Array(MapPoint),
  }),
  /** Open cases that have no usable place and so are on no point. */
  unplaced: Type.Integer(),
})
export type MapPanel = Type.Static<typeof MapPanel>

/** Which cell of a map a longitude or a latitude lies in: its middle is so many cells from zero. */
export function mapCell(degrees: number, cell: number): number {
  return Math.floor(degrees / cell + 0.5)
}
