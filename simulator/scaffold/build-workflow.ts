import type { CaseEventType } from '../../contract/case-event.ts'
import type { WorkflowStep } from '../../contract/profile.ts'
import type { MappingFile } from '../mapping/mapping-file.ts'

const STEPS: readonly { type: CaseEventType, zh: string, en: string }[] = [
  { type: 'reported', zh: '上报', en: 'Reported' },
  { type: 'registered', zh: '受理', en: 'Registered' },
  { type: 'dispatched', zh: '分派', en: 'Dispatched' },
  { type: 'accepted', zh: '签收', en: 'Accepted' },
  { type: 'resolved', zh: '处置', en: 'Resolved' },
  { type: 'closed', zh: '结案', en: 'Closed' },
  { type: 'reviewed', zh: '回访', en: 'Reviewed' },
]
/** Moves after which a case is being worked on. */
const SIDE_MOVES: readonly CaseEventType[] = ['urged', 'reassigned', 'extended', 'reopened']

/** A step for each step that the mapping gives; reported and closed are always there. */
export function buildWorkflow(mapping: MappingFile, isChinese: boolean): WorkflowStep[] {
  const given = new Set<CaseEventType>(mapping.steps.map(step => step.type))
  const kept = STEPS.filter(({ type }) =>
    given.has(type) || type === 'reported' || type === 'closed')
  const steps = kept.map(({ type, zh, en }) =>
    ({ code: type, name: isChinese ? zh : en, events: [type] }))
  const working = steps[steps.findIndex(step => step.code === 'closed') - 1]
  working?.events.push(...SIDE_MOVES.filter(move => given.has(move)))
  return steps
}
