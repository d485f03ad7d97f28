import type { Summary } from '../delivery/summary.ts'
import type { Speed } from '../replay/pace.ts'
import type { SimIo } from '../sim-io.ts'
import type { Destination } from '../sinks/create-sink.ts'
import type { Episode } from './scenario.ts'
import type { Timeline as TimelineType } from './timeline.ts'
import { loadCity } from '../../city/load-city.ts'
import { toOutEvent } from '../delivery/compact-event.ts'
import { runDelivery } from '../delivery/run-delivery.ts'
import { createCaseMaker } from '../generate/create-case-maker.ts'
import { loadShapes } from '../generate/load-shapes.ts'
import { resolveProfile } from '../resolve-profile.ts'
import { ZoneClock } from '../time/zone-clock.ts'
import { createCaseEdit } from './case-edits.ts'
import { loadScenario, throwProblems } from './load-scenario.ts'
import { playAsWritten, playLive } from './playing.ts'
import { resolveScenario } from './resolve-scenario.ts'
import { createDayCases } from './script-cases.ts'
import { ScriptCounts } from './script-counts.ts'
import { scriptEvents } from './script-events.ts'
import { Timeline } from './timeline.ts'

export interface ScenarioOptions {
  /** A file, or the name of a scenario of simulator/scenarios/. */
  readonly file: string
  /** Instead of the scenario's own. */
  readonly profile?: string | undefined
  /** Whole number. The same seed and start give the same bytes. */
  readonly seed: number
  /** Begin of the timeline instead of the scenario's, milliseconds since 1970. */
  readonly start?: number | undefined
  /** How many times as fast as the clock the timeline runs. The history goes at full speed. */
  readonly speed: Speed
  /** The timeline begins now and its times are compressed by `speed`, which is a number then. */
  readonly live: boolean
  /** The timeline begins again after its end, until the run is aborted. */
  readonly loop: boolean
  readonly destination: Destination
}

/**
 * Plays a scenario. Answers at the end of its timeline or when `io.signal` aborts. Throws
 * CityError for the profile and SimError for everything else that a person can put right.
 */
export async function runScenario(options: ScenarioOptions, io: SimIo): Promise<Summary> {
  const { seed, speed, live, loop, destination } = options
  const { file, problems } = await loadScenario(options.file)
  const folder = resolveProfile(options.profile ?? file.profile)
  const city = await loadCity(folder)
  const scenario = resolveScenario(file, city, await loadShapes(folder, city), problems)
  throwProblems(problems)

  const clock = new ZoneClock(city.timezone)
  const start = options.start
    ?? (live ? Math.floor(io.now() / 1000) * 1000 : clock.toInstant(scenario.startWall))
  const timeline = new Timeline(start, scenario.lengthMs, loop)
  const counts = new ScriptCounts()
  const make = createCaseMaker(city, scenario.shapes, clock, seed)
  const casesOf = createDayCases({ city, scenario, timeline, clock, seed, make, counts })
  const edit = createCaseEdit(city, scenario.episodes, timeline, counts)
  const firstDay = clock.dayOf(start) - scenario.historyDays
  const playing = live && speed !== 'max'
    ? playLive(start, speed, io.now)
    : playAsWritten(start, speed, io.now)
  const summary = await runDelivery({
    events: scriptEvents(casesOf, edit, clock, { firstDay, end: timeline.end }),
    dueToSend: playing.dueToSend,
    render: event => toOutEvent(playing.toEvent(event), clock),
    isMute: () => isBlackedOut(scenario.episodes, timeline, playing.playhead()),
    clock,
    total: null,
    notes: null,
  }, destination, io)
  io.out(counts.text())
  return summary
}

// While nothing at all comes through, no heartbeat does either.
function isBlackedOut(
  episodes: readonly Episode[],
  timeline: TimelineType,
  playhead: number | null,
): boolean {
  return playhead !== null && episodes.some(episode => episode.kind === 'blackout'
    && episode.channels === null && episode.regions === null
    && timeline.windowAt(episode, playhead) !== null)
}
