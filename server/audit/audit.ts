import type { AuditBody, AuditHead } from '../../contract/audit.ts'
import type { EndedRound, Round } from './round.ts'
import type { AuditTools } from './tools.ts'
import { randomUUID } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import { createAuditor } from './auditor.ts'
import { meterGate } from './metered-gate.ts'
import { createPace } from './pace.ts'

const FIRST_REST_MS = 5_000
const CONCERNS_SHOWN = 3

/** What the server's own numbers say of the audit. */
export interface AuditReadings {
  slices: number
  failures: number
  workedMs: number
  /** Since the start of the process. */
  differencesFound: number
  /** In the last full round and since. */
  differences: number
  unrepaired: number
  /** Milliseconds since 1970; null before the first full round. */
  checkedAt: number | null
}

/** The server's check of its own sums, in the background. */
export interface Audit {
  /** For the frames; null before anything is known. */
  head: () => AuditHead | null
  rounds: () => Pick<AuditBody, 'last' | 'current'>
  readings: () => AuditReadings
  start: () => void
  /** Ends after the slice under way and remembers how far it came. */
  close: () => Promise<void>
}

export interface AuditOptions extends Omit<AuditTools, 'newToken'> {
  /** Share of one core that it may take over time. */
  share: number
  /** A clock that never jumps, ms. */
  steadyNow: () => number
}

export function createAudit(options: AuditOptions): Audit {
  const { gate, share, steadyNow, log, context: { calendar } } = options
  const metered = meterGate(gate, steadyNow)
  const auditor = createAuditor({ ...options, gate: metered, newToken: randomUUID })
  const counts = { slices: 0, failures: 0, workedMs: 0, differencesFound: 0 }
  let failing = false

  const pace = createPace({
    share,
    firstRestMs: FIRST_REST_MS,
    rest: async (ms, signal) => {
      await setTimeout(ms, undefined, { signal, ref: false }).catch(() => undefined)
    },
    slice: async () => {
      const startedAt = steadyNow()
      metered.takeWaited()
      try {
        const { endedRound, result } = await auditor.next()
        counts.differencesFound += result.differences ?? 0
        counts.slices++
        failing = false
        return { endedRound, workedMs: worked(startedAt) }
      }
      finally {
        counts.workedMs += worked(startedAt)
      }
    },
    onFailure: (error) => {
      counts.failures++
      // ClickHouse may be away for hours; once is enough.
      if (!failing)
        log.warn({ err: error }, 'the audit cannot go on; it is tried again')
      failing = true
    },
  })

  /** Queries run on one thread, and the walk while none does: time is work of one core. */
  function worked(startedAt: number): number {
    const waitedMs = metered.takeWaited()
    return Math.max(0, steadyNow() - startedAt - waitedMs)
  }

  function both(): (Round | EndedRound)[] {
    const { last, current } = auditor.state()
    return [last, current].filter(round => round !== null)
  }

  const sum = (of: 'differences' | 'unrepaired'): number =>
    both().reduce((total, round) => total + round[of], 0)

  return {
    head: () => {
      const { last, current } = auditor.state()
      if (last === null && current === null)
        return null
      return {
        checkedAt: last === null ? null : calendar.format(secondOf(last.endedAt)),
        progress: current === null ? 0 : progressOf(current),
        differences: sum('differences'),
        concerns: [...new Set(both().flatMap(({ concerns }) => concerns))].slice(0, CONCERNS_SHOWN),
        repaired: sum('unrepaired') === 0,
      }
    },
    rounds: () => {
      const { last, current } = auditor.state()
      return {
        last: last === null
          ? null
          : { ...bodyOf(last), endedAt: calendar.format(secondOf(last.endedAt)) },
        current: current === null ? null : { ...bodyOf(current), progress: progressOf(current) },
      }
    },
    readings: () => ({
      ...counts,
      differences: sum('differences'),
      unrepaired: sum('unrepaired'),
      checkedAt: auditor.state().last?.endedAt ?? null,
    }),
    start: pace.start,
    close: async () => {
      await pace.close()
      // ClickHouse that is away would only hold the shutdown up; a restart repeats a minute's work.
      if (failing)
        return
      await auditor.save().catch((error: unknown) =>
        log.warn({ err: error }, 'how far the audit came could not be written down'))
    },
  }

  function bodyOf({ number, startedAt, compared, differences, unrepaired }: Round | EndedRound) {
    const begun = calendar.format(secondOf(startedAt))
    return { round: number, startedAt: begun, compared, differences, unrepaired }
  }
}

function progressOf({ done, steps }: Round): number {
  return Math.floor(100 * done / steps.length)
}

function secondOf(at: number): number {
  return Math.floor(at / 1000) * 1000
}
