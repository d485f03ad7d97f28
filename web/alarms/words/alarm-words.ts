import type { AlarmSeverity } from '../../../contract/alarm-rules.ts'
import type { AlarmState } from '../../../contract/alarms.ts'

/** Every word about alarms, on the wall and at the desk. */
export interface AlarmWords {
  severities: Record<AlarmSeverity, string>
  /** What a kind of alarm says; `n`, `rate` and lengths are written already. */
  dueSoon: (n: string, within: string) => string
  overdue: (n: string, longer: string | null) => string
  urged: (n: string, level: number, longer: string | null) => string
  surge: (category: string, n: string, window: string) => string
  usual: (n: string) => string
  rate: (metric: string, rate: string) => string
  under: (rate: string) => string
  source: (name: string) => string
  silent: (length: string) => string
  neverHeard: string
  audit: (n: string) => string
  /** From which number on it is raised. */
  limit: (n: string) => string
  system: string
  hidden: string
  /** Since when it lasts. */
  lasts: (length: string) => string
  by: (who: string, time: string) => string
  unknown: string
  soundOff: string
  soundOn: string
  soundBlocked: string
  takeover: {
    begun: (time: string) => string
    worst: string
    soonest: string
    back: (seconds: number) => string
    dismiss: string
  }
  log: {
    title: string
    filters: Record<'active' | AlarmState | 'all', string>
    filter: string
    none: string
    noneLasting: string
    columns: Record<'severity' | 'what' | 'value' | 'raised' | 'acknowledged' | 'cleared' | 'lasted', string>
    who: string
    note: string
    token: string
    acknowledge: string
    needsName: string
    needsToken: string
    unproven: string
    next: string
    first: string
    evaluated: (time: string) => string
    neverEvaluated: string
    lasting: (n: number) => string
    wall: string
    visit: string
  }
}
