import type { Registry } from 'prom-client'
import type { AlarmReadings } from '../alarms/alarms.ts'
import { Counter, Gauge } from 'prom-client'
import { ALARM_SEVERITIES } from '../../contract/alarm-rules.ts'

const STATES = ['raised', 'acknowledged'] as const

/** What lasts, by severity and state, and whether the rules are still looked at. */
export function addAlarmGauges(registry: Registry, read: () => AlarmReadings): void {
  const registers = [registry]
  const active: Gauge = new Gauge({
    name: 'gridwall_alarms_active',
    help: 'Alarms that last, by severity and state',
    labelNames: ['severity', 'state'],
    registers,
    collect: () => {
      const now = read().active
      for (const severity of ALARM_SEVERITIES) {
        for (const state of STATES) {
          const own = now.filter(one => one.severity === severity && one.state === state)
          active.set({ severity, state }, own.length)
        }
      }
    },
  })
  const evaluated: Gauge = new Gauge({
    name: 'gridwall_alarms_evaluated_timestamp_seconds',
    help: 'When the rules were last looked at; NaN before the first time',
    registers,
    collect: () => {
      const { evaluatedAt } = read()
      evaluated.set(evaluatedAt === null ? Number.NaN : evaluatedAt / 1000)
    },
  })
  const counter = (name: string, help: string, value: (now: AlarmReadings) => number): void => {
    // Counted by the alarms themselves, which know nothing of Prometheus.
    const made: Counter = new Counter({
      name: `gridwall_alarms_${name}_total`,
      help,
      registers,
      collect: () => {
        made.reset()
        made.inc(value(read()))
      },
    })
  }
  counter('rounds', 'Times the rules were looked at', now => now.rounds)
  counter('failures', 'Times the rules could not be looked at', now => now.failures)
  counter('work_seconds', 'Time the rounds took', now => now.workedMs / 1000)
  counter('suppressed', 'Times an alarm was kept back because too many last', now => now.suppressed)
}
