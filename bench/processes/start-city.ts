import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { programFile } from '../../programs/programs.ts'
import { readSeries } from './read-series.ts'
import { PROFILE, TOKEN } from './start-server.ts'

const CASES_A_DAY = 3000
const POLL_MS = 200
const LIVE_MS = 300_000
/** Events of now come, and no more of them wait than come in some seconds. */
const LIVE_AGE_SECONDS = 5
const FEW_SECONDS = 5

/** A city as the demo has it: some days of history, then events of now. */
export interface LiveCity {
  /** Resolves when the history is in ClickHouse and events of now come. */
  untilLive: () => Promise<void>
  /** Nothing happens until it goes on, which begins with what was due meanwhile. */
  pause: () => void
  goOn: () => void
  stop: () => Promise<void>
}

/** `rate`: events a second of what is live. */
export function startCity(url: string, { days, rate }: { days: number, rate: number }): LiveCity {
  const options = {
    'profile': PROFILE,
    'days': days,
    'per-day': CASES_A_DAY,
    'seed': 1,
    'rate': rate,
    'to': url,
    'token': TOKEN,
  }
  const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)])
  const child = spawn(process.execPath, [programFile('sim'), 'generate', '--live', ...args], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const exited = once(child, 'exit')

  async function isLive(): Promise<boolean> {
    const series = await readSeries(url)
    const age = series.get(`gridwall_source_watermark_age_seconds{source="bench"}`)
    const pending = series.get('gridwall_pending_events')
    return age !== undefined && age < LIVE_AGE_SECONDS
      && pending !== undefined && pending < FEW_SECONDS * rate
  }

  return {
    async untilLive() {
      for (const until = performance.now() + LIVE_MS; !await isLive(); await sleep(POLL_MS)) {
        if (child.exitCode !== null)
          throw new Error(`the city ended with ${child.exitCode}: it said why above`)
        if (performance.now() > until)
          throw new Error(`the city is not live after ${LIVE_MS / 1000} s`)
      }
    },
    pause: () => child.kill('SIGSTOP'),
    goOn: () => child.kill('SIGCONT'),
    async stop() {
      // One that stands still hears nothing else.
      child.kill('SIGKILL')
      await exited
    },
  }
}
