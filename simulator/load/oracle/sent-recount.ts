import type { CaseEvent } from '../../../contract/case-event.ts'
import type { CaseRecount } from '../../../recount/case-recount.ts'
import type { RecountEvent } from '../../../recount/recount-event.ts'
import type { CompactEvent } from '../../delivery/compact-event.ts'
import type { CasePlan } from '../stream/case-source.ts'
import type { DrawnMark } from '../stream/drawn-events.ts'
import { openCaseSource } from '../stream/case-source.ts'
import { addToDigest, drawnCases } from '../stream/drawn-events.ts'

/** What one producer read of its stream. */
export interface DrawnPlan { plan: CasePlan, mark: DrawnMark }

/**
 * Makes the events of a producer once more, case by case, and adds them. Answers whether they are
 * the ones that the producer read, by their number and digest.
 */
export async function addDrawn(recount: CaseRecount, { plan, mark }: DrawnPlan): Promise<boolean> {
  const source = await openCaseSource(plan)
  let count = 0
  let digest = 0
  for (const events of drawnCases(source, mark)) {
    recount.add(events.map(toRecounted))
    count += events.length
    for (const event of events)
      digest = addToDigest(digest, event)
  }
  return count === mark.count && digest === mark.digest
}

/** The number in the ledger is not known and not needed: it does not matter to the end. */
function toRecounted(event: CompactEvent): RecountEvent {
  const { id, caseId, type, at, dueAt, attributes } = event
  return {
    ...JSON.parse(`{${attributes.slice(1)}}`) as Partial<Omit<CaseEvent, 'at' | 'dueAt'>>,
    id,
    caseId,
    type,
    at,
    seq: 0,
    ...(dueAt === undefined ? {} : { dueAt }),
  }
}
