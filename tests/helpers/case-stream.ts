import type { CaseEvent } from '../../contract/case-event.ts'

const HOUR_MS = 3_600_000
const REGIONS = ['dorchester', 'roxbury', 'back-bay', 'unknown', 'boston']
const ANSWERS = ['very_satisfied', 'satisfied', 'basically_satisfied', 'dissatisfied'] as const

/** Codes that the stream needs from a profile. */
export interface StreamCodes { categories: readonly string[], channels: readonly string[] }

/**
 * An endless stream of case events with everything in it that moves counts back and forth:
 * closings, reopenings, exclusions, amendments to another region, reviews, orphans.
 */
export function* caseStream(
  random: () => number,
  codes: StreamCodes,
  start: number,
): Generator<CaseEvent, never> {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!
  for (let n = 0; ; n++) {
    const caseId = `case-${n}`
    const at = start + n * 60_000
    const time = (hours: number): string => new Date(at + hours * HOUR_MS).toISOString()
    let part = 0
    const event = (type: CaseEvent['type'], hours: number, more: Partial<CaseEvent> = {}): CaseEvent =>
      ({ id: `${caseId}-${part++}`, caseId, type, at: time(hours), ...more })
    const reported = event('reported', 0, {
      region: pick(REGIONS),
      category: pick(codes.categories),
      channel: pick(codes.channels),
      ...(random() < 0.8 ? { dueAt: time(1 + Math.floor(random() * 48)) } : {}),
    })
    const events = [reported]
    if (random() < 0.8)
      events.push(event('closed', 1 + random() * 40))
    if (random() < 0.1)
      events.push(event('reopened', 45))
    if (random() < 0.05)
      events.push(event('excluded', 46))
    if (random() < 0.1)
      events.push(event('amended', 2, { region: pick(REGIONS) }))
    if (random() < 0.5)
      events.push(event('reviewed', 50, { satisfaction: pick(ANSWERS), ...(random() < 0.1 ? { valid: false } : {}) }))
    // Now and then a step overtakes its report.
    yield* random() < 0.1 ? events.toReversed() : events
  }
}
