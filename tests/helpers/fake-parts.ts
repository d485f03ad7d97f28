import type { Panels } from '../../contract/frame.ts'
import type {
  FrameComputer,
  Intake,
  IntakeStatus,
  PastFrames,
  SourceStatus,
} from '../../server/ports.ts'
import { AppError } from '../../server/errors.ts'
import { panelsWith } from './panels.ts'

export interface FakeComputer extends FrameComputer {
  /** The ledger's point: shown in every scope's summary.dueSoon. */
  seq: number
  /** When set, computations fail with it. */
  failure: Error | null
  /** When set, computations wait for it. */
  hold: Promise<void> | null
  panels: (seq: number) => Panels
  /** The scopes of each computation so far. */
  readonly calls: string[][]
}

export function fakeComputer(): FakeComputer {
  const computer: FakeComputer = {
    seq: 1,
    failure: null,
    hold: null,
    panels: panelsWith,
    calls: [],
    async compute(scopes, nowMs) {
      computer.calls.push([...scopes])
      await computer.hold
      if (computer.failure)
        throw computer.failure
      const { seq } = computer
      const asOf = new Date(nowMs).toISOString()
      return new Map(scopes.map(scope => [scope, { seq, asOf, panels: computer.panels(seq) }]))
    },
  }
  return computer
}

export interface FakeIntake extends Intake {
  state: IntakeStatus
  standing: SourceStatus[]
  /** What the loader does after a batch. */
  loaded: () => void
}

/** Nothing was kept and nothing can be recomputed. */
export function noPast(): PastFrames {
  const refuse = async (): Promise<never> => {
    throw new AppError('no_kept_frame')
  }
  return { then: refuse, now: refuse, kept: refuse }
}

/** Accepts every line of every body. */
export function fakeIntake(): FakeIntake {
  const listeners = new Set<() => void>()
  const intake: FakeIntake = {
    state: {
      seq: 0,
      loadedSeq: 0,
      pendingEvents: 0,
      pendingSince: null,
      outboxBatches: 0,
      clickhouse: 'up',
      lastLoadMs: null,
    },
    standing: [],
    hear() {},
    heartbeat: async (name, watermark) =>
      ({ name, state: 'quiet', heardAt: 0, since: null, watermark }),
    sources: () => intake.standing,
    orphans: () => new Map(),
    loaded: () => listeners.forEach(listener => listener()),
    async submit({ body }) {
      const accepted = body.toString('utf8').trim().split('\n').length
      const seq = intake.state.seq += accepted
      return { accepted, duplicates: 0, rejected: [], rejectedCount: 0, seq }
    },
    status: () => intake.state,
    onLoaded(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async close() {},
  }
  return intake
}
