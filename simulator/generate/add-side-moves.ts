import type { CaseKind } from './case-kinds.ts'
import type { CaseLife } from './case-life.ts'
import type { CaseTiming } from './case-timing.ts'
import type { Random } from './random.ts'
import type { Shapes } from './shapes-file.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000

/**
 * Adds what does not happen to every case: amended, reassigned, extended, urged, reopened,
 * excluded. Answers when the case was closed at last.
 */
export function addSideMoves(
  life: CaseLife,
  timing: CaseTiming,
  kind: CaseKind,
  otherKind: () => CaseKind,
  shapes: Shapes,
  random: Random,
): number {
  const { shares } = shapes
  const { dispatched, accepted, closed, due, extendedDue } = timing
  const between = (from: number, to: number, share: number): number => from + (to - from) * share
  if (random.chance(shares.amended))
    life.add('amended', between(timing.registered, accepted, 0.5), { category: otherKind().code })
  if (random.chance(shares.reassigned)) {
    const { department } = otherKind().shape
    life.add('reassigned', between(dispatched, accepted, 0.6), { department })
  }
  if (extendedDue !== null)
    life.add('extended', between(accepted, due, 0.8), {}, extendedDue)
  addUrges(life, timing, shapes, random)
  if (random.chance(shares.excluded))
    life.add('excluded', closed + random.logNormal(20 * HOUR_MS, 0.4))
  if (!random.chance(shares.reopened))
    return closed
  const reopened = closed + random.logNormal(15 * HOUR_MS, 0.6)
  const again = reopened + random.logNormal(kind.shape.dueHours * HOUR_MS * 0.25, 0.4)
  life.add('reopened', reopened)
  life.add('resolved', again - 10 * MINUTE_MS)
  life.add('closed', again)
  return again
}

// One level for a case that comes near its due time, another for each time that it passes it.
function addUrges(life: CaseLife, timing: CaseTiming, shapes: Shapes, random: Random): void {
  const { accepted, resolved } = timing
  const due = timing.extendedDue ?? timing.due
  if (due < resolved) {
    life.add('urged', accepted + (due - accepted) * 0.9, { level: 1 })
    const step = (due - accepted) * (0.6 + 0.4 * random.next())
    for (const level of [2, 3]) {
      const at = due + step * (level - 1.5) * 2
      if (at < resolved)
        life.add('urged', at, { level })
    }
  }
  else if (random.chance(shapes.shares.urged)) {
    life.add('urged', accepted + (resolved - accepted) * random.next(), { level: 1 })
  }
}
