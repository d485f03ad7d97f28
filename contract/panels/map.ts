import Type from 'typebox'

export const POINT_STATES = ['overdue', 'due_soon', 'open'] as const
export type PointState = typeof POINT_STATES[number]

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
  /** Clusters of open cases that have a place and one state, at most 400, worst first. */
  points: Type.Array(Type.Object({
    /** Mean place of the cluster, degrees. */
    lon: Type.Number(),
    lat: Type.Number(),
    n: Type.Integer(),
    /** State of every case in it. */
    state: Type.Enum(POINT_STATES),
  })),
  /** Open cases that have no usable place and so are on no point. */
  unplaced: Type.Integer(),
})
export type MapPanel = Type.Static<typeof MapPanel>
