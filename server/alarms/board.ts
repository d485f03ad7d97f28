import type { City } from '../../city/city.ts'
import type { AlarmBoard } from '../../contract/alarms.ts'
import type { AlarmRecord } from './alarm-record.ts'
import { ALARM_SEVERITIES } from '../../contract/alarm-rules.ts'
import { MAX_BOARD_ALARMS } from '../../contract/alarms.ts'
import { toAlarm } from './alarm-record.ts'
import { isAboutCases } from './reading.ts'

/** What a screen of the scope has to know of the alarms that last. */
export function buildBoard(
  scope: string,
  active: readonly AlarmRecord[],
  city: Pick<City, 'scopePath'>,
  format: (at: number) => string,
): AlarmBoard {
  const own = active.filter(alarm => concerns(alarm, scope, city)).sort(byUrgency)
  return {
    scope,
    active: own.slice(0, MAX_BOARD_ALARMS).map(record => toAlarm(record, format)),
    total: own.length,
    unacknowledged: own.filter(({ state }) => state === 'raised').length,
  }
}

/** A late source or a wrong sum concerns every screen; a region those of it and above it. */
function concerns(alarm: AlarmRecord, scope: string, city: Pick<City, 'scopePath'>): boolean {
  return !isAboutCases(alarm) || city.scopePath(alarm.scope).includes(scope)
}

function byUrgency(a: AlarmRecord, b: AlarmRecord): number {
  return Number(a.state !== 'raised') - Number(b.state !== 'raised')
    || ALARM_SEVERITIES.indexOf(b.severity) - ALARM_SEVERITIES.indexOf(a.severity)
    || b.raisedAt - a.raisedAt
    || (a.id < b.id ? -1 : 1)
}
