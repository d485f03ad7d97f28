import Type from 'typebox'

/**
 * Shape of the frames that are kept now. Raise it when a wall could no longer draw a frame kept
 * before: such frames then count as not kept.
 */
export const FRAME_FORMAT = 1

/** Whose knowledge a frame of the past is made of. */
export const Knowledge = Type.Enum(['then', 'now'] as const)
export type Knowledge = Type.Static<typeof Knowledge>

/** What a frame of the past says about itself. */
export const FrameHistory = Type.Object({
  /** The moment that was asked for, RFC 3339 in the profile's zone. */
  at: Type.String(),
  /** `then`: what the wall showed. `now`: recomputed with all that is known today. */
  knowledge: Knowledge,
  /** Was a frame of that moment kept? */
  kept: Type.Boolean(),
  /** Moment of the kept frame, RFC 3339 in the profile's zone; null when none was kept. */
  keptAsOf: Type.Union([Type.String(), Type.Null()]),
  /**
   * Of `now`: do the numbers differ from those shown then, both at `keptAsOf`? Null when nothing
   * was kept then, and of `then`.
   */
  differs: Type.Union([Type.Boolean(), Type.Null()]),
  /** Panels whose numbers differ; empty when none does or nothing was compared. */
  differing: Type.Array(Type.String()),
})
export type FrameHistory = Type.Static<typeof FrameHistory>

/** Most moments in one answer of GET /api/v1/frames/:scope/kept. */
export const MAX_KEPT_TIMES = 2000

/** Body of GET /api/v1/frames/:scope/kept: where in [from, to) there are frames. */
export const KeptBody = Type.Object({
  scope: Type.String(),
  from: Type.String(),
  to: Type.String(),
  /** Moments of kept frames, ascending, RFC 3339 in the profile's zone. */
  times: Type.Array(Type.String(), { maxItems: MAX_KEPT_TIMES }),
  /** How many frames are kept there; more than `times` when these are thinned evenly. */
  total: Type.Integer({ minimum: 0 }),
})
export type KeptBody = Type.Static<typeof KeptBody>
