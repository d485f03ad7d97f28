import type { CasePlan, CaseSource } from './case-source.ts'
import type { ChaosShares } from './chaos-shares.ts'
import type { DisorderedLines } from './disordered-lines.ts'
import type { DrawnMark } from './drawn-events.ts'
import { toLine } from '../../delivery/compact-event.ts'
import { Random } from '../../generate/random.ts'
import { createBadLines } from './bad-lines.ts'
import { openCaseSource } from './case-source.ts'
import { disorderLines } from './disordered-lines.ts'
import { drawEvents } from './drawn-events.ts'

/** Lines of a plan's cases, and how far its events were read. */
export interface ProducedLines extends DisorderedLines { mark: () => DrawnMark }

/** Chaos draws from another seed than the cases: with and without it they are the same. */
const CHAOS_SEED = 0xC4A05

export async function openLines(plan: CasePlan, chaos: ChaosShares): Promise<ProducedLines> {
  return createLines(await openCaseSource(plan), plan, chaos)
}

export function createLines(
  source: CaseSource,
  plan: Pick<CasePlan, 'seed' | 'producer' | 'endAt'>,
  chaos: ChaosShares,
): ProducedLines {
  const { city, clock } = source
  const drawn = drawEvents(source)
  const badLine = createBadLines(city, `${plan.seed}-${plan.producer}`, clock.format(plan.endAt))
  const random = new Random(CHAOS_SEED, plan.seed, plan.producer)
  const lines = disorderLines(() => toLine(drawn.next(), clock), badLine, chaos, random)
  return { ...lines, mark: drawn.mark }
}
