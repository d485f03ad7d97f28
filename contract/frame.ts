import type { ObjectPatch } from './patch.ts'
import Type from 'typebox'
import { AuditHead } from './audit.ts'
import { BreakdownPanel } from './panels/breakdown.ts'
import { DaysPanel } from './panels/days.ts'
import { HoursPanel } from './panels/hours.ts'
import { LatestPanel } from './panels/latest.ts'
import { MapPanel } from './panels/map.ts'
import { OverduePanel } from './panels/overdue.ts'
import { RankingPanel } from './panels/ranking.ts'
import { SatisfactionPanel } from './panels/satisfaction.ts'
import { SummaryPanel } from './panels/summary.ts'
import { WorkflowPanel } from './panels/workflow.ts'
import { applyPatch } from './patch.ts'
import { SourceFreshness } from './sources.ts'

export const Panels = Type.Object({
  summary: SummaryPanel,
  hours: HoursPanel,
  days: DaysPanel,
  ranking: RankingPanel,
  workflow: WorkflowPanel,
  categories: BreakdownPanel,
  channels: BreakdownPanel,
  satisfaction: SatisfactionPanel,
  latest: LatestPanel,
  overdue: OverduePanel,
  map: MapPanel,
})
export type Panels = Type.Static<typeof Panels>
export type PanelName = keyof Panels
export const PANEL_NAMES = Object.keys(Panels.properties) as PanelName[]

/** How far the numbers are behind what sources were promised (acked). */
export const Lag = Type.Object({
  /** Events acked and not yet in ClickHouse. */
  events: Type.Integer({ minimum: 0 }),
  /** Since when the oldest of them waits, RFC 3339 UTC; null when none does. */
  since: Type.Union([Type.String(), Type.Null()]),
})
export type Lag = Type.Static<typeof Lag>

/** What every frame and every delta carries about its moment. */
export const FrameHead = Type.Object({
  scope: Type.String(),
  /** Changes with every start of the server: numbers of two epochs do not compare. */
  epoch: Type.String(),
  /** Number of the tick within the epoch; every tick makes one frame a scope. */
  tick: Type.Integer({ minimum: 1 }),
  /** Point of the ledger: how many events the numbers contain. */
  seq: Type.Integer({ minimum: 0 }),
  /** The moment shown, RFC 3339 in the profile's zone. In replayed time it is the stream's. */
  asOf: Type.String(),
  /**
   * When the server began to compute it by its own clock, RFC 3339 UTC: what the age is counted
   * from.
   */
  computedAt: Type.String(),
  /** `stream`: replayed time, `asOf` is not now. */
  clock: Type.Enum(['wall', 'stream'] as const),
  lag: Lag,
  /** Since when ticks fail and the numbers stand still, RFC 3339 UTC; null while they move. */
  staleSince: Type.Union([Type.String(), Type.Null()]),
  /** The configured sources, by the server's own clock. */
  sources: Type.Array(SourceFreshness),
  /** The server's check of its own sums; null while it is off or nothing is known yet. */
  audit: Type.Union([AuditHead, Type.Null()]),
})
export type FrameHead = Type.Static<typeof FrameHead>

/** Everything one scope shows, computed at one point of the ledger. */
export const Frame = Type.Intersect([FrameHead, Type.Object({ panels: Panels })])
export type Frame = FrameHead & { panels: Panels }

/**
 * What changed since the frame of tick `prev`: patches of the panels that changed, to absolute
 * values; `sources` too only when it changed, which is about once a minute. A receiver whose frame
 * is of another epoch or another tick than `prev` asks for a snapshot.
 */
export const FrameDelta = Type.Intersect([
  Type.Omit(FrameHead, ['sources']),
  Type.Object({
    sources: Type.Optional(Type.Array(SourceFreshness)),
    prev: Type.Integer({ minimum: 1 }),
    /** Each an ObjectPatch (`contract/patch.ts`) of the panel. */
    panels: Type.Partial(Type.Record(
      Type.Enum(PANEL_NAMES),
      Type.Record(Type.String(), Type.Unknown()),
    )),
  }),
])
export type FrameDelta = Omit<FrameHead, 'sources'> & {
  sources?: SourceFreshness[]
  prev: number
  panels: Partial<Record<PanelName, ObjectPatch>>
}

/**
 * The frame after a delta that goes on from this one. What did not change keeps its identity.
 * @throws {RangeError} it goes on from another
 */
export function patchFrame(frame: Frame, delta: FrameDelta): Frame {
  const { prev: _, panels, sources = frame.sources, ...head } = delta
  return { ...head, sources, panels: applyPatch(frame.panels, panels) }
}
