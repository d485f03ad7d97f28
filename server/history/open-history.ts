import type { City } from '../../city/city.ts'
import type { Calendar } from '../calendar.ts'
import type { Database } from '../clickhouse/database.ts'
import type { Clock, PastFrames } from '../ports.ts'
import type { AsOfOptions } from './as-of-ledger.ts'
import type { Recorder, RecorderOptions } from './recorder.ts'
import { createServiceLevels } from '../service-levels.ts'
import { openAsOfLedger } from './as-of-ledger.ts'
import { createAsOfSessions } from './as-of-sessions.ts'
import { createKeptFrames } from './kept-frames.ts'
import { createPastFrames } from './past-frames.ts'
import { createRecorder } from './recorder.ts'
import { dropLeftovers } from './scratch-database.ts'

export interface HistoryOptions extends Omit<AsOfOptions, 'live' | 'context'> {
  city: City
  calendar: Calendar
  database: Database
  clock: Pick<Clock, 'mode'>
  wallNow: () => number
  /** How long frames are kept; 0: they are not. */
  keepDays: number
  log: RecorderOptions['log'] & { warn: (details: object, message: string) => void }
}

/** Everything about the past: what was shown is kept, what was known is recomputed. */
export interface History {
  past: PastFrames
  openRecorder: (onResult: RecorderOptions['onResult']) => Pick<Recorder, 'offer' | 'close'>
  /** Ends the sessions; recorders are their opener's to close. */
  close: () => Promise<void>
}

const NO_RECORDER = { offer: () => {}, close: async () => {} }

export async function openHistory(options: HistoryOptions): Promise<History> {
  const { city, calendar, database, clock, wallNow, keepDays, steadyNow, log } = options
  const leftover = await dropLeftovers(database)
  if (leftover > 0)
    log.warn({ databases: leftover }, 'dropped scratch databases of a server that did not end well')
  const store = createKeptFrames({ database, days: keepDays, wallNow })
  if (keepDays > 0)
    await store.expire()
  const context = { city, calendar, serviceLevels: createServiceLevels(city, calendar) }
  const sessions = createAsOfSessions({
    openLedger: async atMs =>
      openAsOfLedger({ ...options, live: database, context }, atMs),
    steadyNow,
    log,
  })
  return {
    past: createPastFrames({ store, sessions, calendar, clock, keepDays, wallNow }),
    openRecorder: onResult =>
      keepDays === 0 ? NO_RECORDER : createRecorder({ store, log, onResult }),
    close: sessions.close,
  }
}
