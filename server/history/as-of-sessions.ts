import type { Gate } from '../ports.ts'
import type { AsOfLedger } from './as-of-ledger.ts'
import { AppError } from '../errors.ts'
import { createGate } from '../gate.ts'

/** Each holds a copy of the city in ClickHouse and the cases on the move in memory. */
const MAX_SESSIONS = 2
const IDLE_MS = 60_000
/** A session that nobody used for so long gives way to another's. */
const YIELD_MS = 10_000

export interface SessionTask<T> {
  /** Can the task start from where the ledger stands? Otherwise it is opened anew at `openAt`. */
  standsWell: (ledger: AsOfLedger) => boolean
  openAt: number
  work: (ledger: AsOfLedger) => Promise<T>
}

/** Ledgers of the past that are open, each for one player. */
export interface AsOfSessions {
  /**
   * Works on the session's ledger, alone; `atMs` is the latest moment that the task will advance it
   * to. Rejects with AppError `rate_limited` when others use them all.
   */
  run: <T>(key: string, atMs: number, task: SessionTask<T>) => Promise<T>
  open: () => number
  close: () => Promise<void>
}

export interface AsOfSessionsOptions {
  openLedger: (atMs: number) => Promise<AsOfLedger>
  /** A clock that never jumps, ms. */
  steadyNow: () => number
  log: { warn: (details: object, message: string) => void }
}

interface Session {
  key: string
  ledger: AsOfLedger | null
  gate: Gate
  /** Tasks that run or wait. */
  users: number
  usedAt: number
  timer: NodeJS.Timeout | undefined
}

export function createAsOfSessions(options: AsOfSessionsOptions): AsOfSessions {
  const { openLedger, steadyNow, log } = options
  const sessions = new Map<string, Session>()
  let closed = false

  function take(key: string): Session {
    if (closed)
      throw new AppError('shutting_down')
    const known = sessions.get(key)
    if (known !== undefined)
      return known
    if (sessions.size >= MAX_SESSIONS)
      makeRoom()
    const session = {
      key,
      ledger: null,
      gate: createGate(),
      users: 0,
      usedAt: steadyNow(),
      timer: undefined,
    }
    sessions.set(key, session)
    return session
  }

  function makeRoom(): void {
    const [idle] = [...sessions.values()]
      .filter(one => one.users === 0)
      .sort((a, b) => a.usedAt - b.usedAt)
    const waitMs = idle === undefined ? YIELD_MS : YIELD_MS - (steadyNow() - idle.usedAt)
    if (idle === undefined || waitMs > 0) {
      throw new AppError(
        'rate_limited',
        `${MAX_SESSIONS} players recompute the past already.`,
        { retryAfterMs: waitMs },
      )
    }
    void forget(idle)
  }

  /** Leaves the list at once; its database goes when its last task has ended. */
  async function forget(session: Session): Promise<void> {
    clearTimeout(session.timer)
    if (sessions.get(session.key) === session)
      sessions.delete(session.key)
    await session.gate.run(async () => drop(session))
  }

  async function drop(session: Session): Promise<void> {
    const { ledger } = session
    session.ledger = null
    try {
      await ledger?.close()
    }
    catch (error) {
      // The next start drops what is left over.
      log.warn({ err: error }, 'a scratch database could not be dropped')
    }
  }

  async function ledgerFor(
    session: Session,
    atMs: number,
    { standsWell, openAt }: SessionTask<unknown>,
  ): Promise<AsOfLedger> {
    const { ledger } = session
    if (ledger !== null && standsWell(ledger) && await ledger.isCurrent(atMs))
      return ledger
    await drop(session)
    return (session.ledger = await openLedger(openAt))
  }

  return {
    async run(key, atMs, task) {
      const session = take(key)
      clearTimeout(session.timer)
      session.users++
      try {
        return await session.gate.run(async () => {
          try {
            return await task.work(await ledgerFor(session, atMs, task))
          }
          catch (error) {
            // It may have been left half way.
            await drop(session)
            throw error
          }
        })
      }
      finally {
        session.users--
        session.usedAt = steadyNow()
        if (session.users === 0 && sessions.get(key) === session) {
          session.timer = setTimeout(() => void forget(session), IDLE_MS)
          session.timer.unref()
        }
      }
    },
    open: () => sessions.size,
    async close() {
      closed = true
      await Promise.all(Array.from(sessions.values(), forget))
    },
  }
}
