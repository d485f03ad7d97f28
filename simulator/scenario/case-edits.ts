import type { City } from '../../city/city.ts'
import type { MadeCase } from '../generate/create-case-maker.ts'
import type { GeneratedEvent } from '../generate/generated-event.ts'
import type { Random } from '../generate/random.ts'
import type { Episode } from './scenario.ts'
import type { ScriptCounts } from './script-counts.ts'
import type { ScriptedEvent } from './scripted-event.ts'
import type { Timeline } from './timeline.ts'
import { isWithin } from '../generate/is-within.ts'
import { concerns } from './concerns.ts'
import { silenceCase } from './episodes/silence-edit.ts'
import { slumpReview } from './episodes/slump-edit.ts'

type Of<K extends Episode['kind']> = Extract<Episode, { kind: K }>

/**
 * What the episodes make of a case: answers come late, reviews turn bad, events are held back
 * and sent again. `random` must be the case's own, so that the same seed gives the same stream.
 */
export type CaseEdit = (made: MadeCase, random: Random) => ScriptedEvent[]

export function createCaseEdit(
  city: City,
  episodes: readonly Episode[],
  timeline: Timeline,
  counts: ScriptCounts,
): CaseEdit {
  const of = <K extends Episode['kind']>(kind: K): Of<K>[] =>
    episodes.filter((episode): episode is Of<K> => episode.kind === kind)
  const [silences, slumps] = [of('silence'), of('slump')]
  const [blackouts, duplicates] = [of('blackout'), of('duplicates')]

  function worsen(made: MadeCase, event: GeneratedEvent, random: Random): GeneratedEvent {
    const slump = slumps.find(candidate => timeline.windowAt(candidate, event.at) !== null
      && concerns(city, candidate, made.category, made.region))
    const changed = slump ? slumpReview(event, slump.share, random) : event
    counts.worsened += changed === event ? 0 : 1
    return changed
  }

  function sendTime({ region, channel }: MadeCase, at: number): number {
    for (const blackout of blackouts) {
      const window = timeline.windowAt(blackout, at)
      if (window && (blackout.channels?.includes(channel) ?? true)
        && (blackout.regions === null || isWithin(city, region, blackout.regions))) {
        counts.heldBack += 1
        const share = (at - window.from) / (window.to - window.from)
        return window.to + share * blackout.catchUpMs
      }
    }
    return at
  }

  function* copiesOf(
    made: MadeCase,
    event: ScriptedEvent,
    random: Random,
  ): Generator<ScriptedEvent> {
    for (const { channels, share, copies, withinMs, ...span } of duplicates) {
      if (!timeline.windowAt(span, event.at) || !(channels?.includes(made.channel) ?? true)
        || !random.chance(share)) {
        continue
      }
      counts.copies += copies
      for (let copy = 1; copy <= copies; copy++)
        yield { ...event, sendAt: event.sendAt + withinMs * copy / copies }
    }
  }

  return (made, random) => {
    let events: readonly GeneratedEvent[] = made.events
    for (const silence of silences) {
      const moved = silenceCase(made, events, silence, timeline, random)
      counts.delayed += moved.filter(event => !made.events.includes(event)).length
      events = moved
    }
    return events.flatMap((event) => {
      const changed = worsen(made, event, random)
      const scripted = { ...changed, sendAt: sendTime(made, changed.at) }
      return [scripted, ...copiesOf(made, scripted, random)]
    })
  }
}
