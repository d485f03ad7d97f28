import type { Alarm } from '../../contract/alarms.ts'
import type { OverduePanel } from '../../contract/panels/overdue.ts'
import type { ProfileBody } from '../../contract/profile.ts'
import type { RegionIndex } from '../regions/region-index.ts'

const MINUTE_MS = 60_000

type LateCase = OverduePanel['overdue'][number]

/**
 * The cases that an alarm about late or nearly late cases is about, as far as the frame lists them,
 * the most urgent first. Of other alarms none.
 */
export function lateCasesOf(
  { kind, rule: id, scope }: Pick<Alarm, 'kind' | 'rule' | 'scope'>,
  panel: OverduePanel,
  { alarms }: Pick<ProfileBody, 'alarms'>,
  regions: Pick<RegionIndex, 'path'>,
  asOfMs: number,
): LateCase[] {
  const rule = alarms.rules.find(candidate => candidate.id === id)
  const lies = ({ region }: LateCase): boolean =>
    regions.path(region).some(({ code }) => code === scope)
  const lateMs = ({ dueAt }: LateCase): number => asOfMs - Date.parse(dueAt)
  if (kind === 'due_soon') {
    const withinMs = rule?.kind === 'due_soon' ? rule.withinMinutes * MINUTE_MS : 0
    return panel.dueSoon.filter(one => lies(one) && -lateMs(one) <= withinMs)
  }
  if (kind !== 'overdue' && kind !== 'overdue_level')
    return []
  const level = rule?.kind === 'overdue_level' ? rule.urgedLevel : 0
  const longerMs = rule?.kind === 'overdue' || rule?.kind === 'overdue_level'
    ? (rule.longerThanMinutes ?? 0) * MINUTE_MS
    : 0
  return panel.overdue.filter(one =>
    lies(one) && one.urgedLevel >= level && lateMs(one) > longerMs)
}
