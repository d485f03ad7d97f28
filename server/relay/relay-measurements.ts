import type { Registry } from 'prom-client'
import type { RelayLive } from './relay-live.ts'
import { collectDefaultMetrics, Counter, Gauge } from 'prom-client'

export interface RelayMeasurementsOptions {
  registry: Registry
  live: Pick<RelayLive, 'readings' | 'peek' | 'root' | 'serverNow'>
  screens: () => number
  feeds: () => number
}

/** Adds a relay's numbers, each read when somebody asks. */
export function addRelayMeasurements(options: RelayMeasurementsOptions): void {
  const { registry, live, screens, feeds } = options
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  const gauge = (name: string, help: string, read: () => number): void => {
    const made: Gauge = new Gauge({
      name: `gridwall_${name}`,
      help,
      registers,
      collect: () => made.set(read()),
    })
  }
  const counter = (name: string, help: string, read: () => number): void => {
    const made: Counter = new Counter({
      name: `gridwall_relay_${name}_total`,
      help,
      registers,
      collect: () => {
        made.reset()
        made.inc(read())
      },
    })
  }
  gauge('screens', 'Walls connected through socket.io', screens)
  gauge('feeds', 'Raw WebSockets connected', feeds)
  gauge('frame_age_seconds', 'Age of the root frame by the server\'s clock; NaN without one', () => {
    const frame = live.peek(live.root)?.frame
    const now = live.serverNow()
    return frame && now !== null ? (now - Date.parse(frame.computedAt)) / 1000 : Number.NaN
  })
  gauge('relay_ready', '1 while the server\'s frames come', () =>
    live.readings().obstacle === null ? 1 : 0)
  counter('refused_messages', 'Messages in Redis that were not what their channel carries', () =>
    live.readings().refused)
  counter('reads', 'Saved frames read: the first of each scope, and where one was missed', () =>
    live.readings().reads)
}
