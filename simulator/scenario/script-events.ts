import type { ZoneClock } from '../time/zone-clock.ts'
import type { CaseEdit } from './case-edits.ts'
import type { DayCases } from './script-cases.ts'
import type { ScriptedEvent } from './scripted-event.ts'
import { createDayQueue } from '../time/day-queue.ts'

/**
 * Every event of a scenario in the order in which it is sent, until `end`. Only events yet to be
 * sent are held in memory.
 */
export function* scriptEvents(
  casesOf: DayCases,
  edit: CaseEdit,
  clock: ZoneClock,
  span: { firstDay: number, end: number },
): Generator<ScriptedEvent, void> {
  const coming = createDayQueue<ScriptedEvent>(clock)
  for (let day = span.firstDay; ; day++) {
    for (const { made, random } of casesOf(day)) {
      for (const event of edit(made, random))
        coming.put(event, event.sendAt)
    }
    const today = coming.take(day)
    today.sort((a, b) => a.sendAt - b.sendAt || a.at - b.at)
    for (const event of today) {
      if (event.sendAt > span.end)
        return
      yield event
    }
    if (clock.startOfDay(day + 1) > span.end)
      return
  }
}
