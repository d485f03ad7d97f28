import type { CleanSession } from './clean-session.ts'
import type { Answer } from './run-plan.ts'
import type { StatementRequest } from './sql/plan-statement.ts'
import { randomUUID } from 'node:crypto'
import { openCleanSession } from './clean-session.ts'
import { createKiller } from './create-killer.ts'
import { LIMITS } from './limits.ts'
import { runPlan } from './run-plan.ts'
import { createSessionPool } from './session-pool.ts'
import { planStatement } from './sql/plan-statement.ts'
import { quoteName } from './sql/quote.ts'
import { readForbiddenNames } from './sql/read-forbidden-names.ts'

/** ClickHouse in this process. Only one can live in a process, ever. */
export interface EngineCore {
  /**
   * Runs one statement; when `signal` fires, the query inside of the engine is killed.
   * @throws {EngineException} and chdb's errors, which carry ClickHouse's text
   */
  run: (
    request: StatementRequest,
    database: string | null,
    signal: AbortSignal,
  ) => Promise<Answer>
  /** Waits for what is running, then lets go of the data. */
  close: () => Promise<void>
}

export interface EngineCoreOptions {
  dataDir: string
  database: string
  sessions: number
}

export async function openEngineCore(options: EngineCoreOptions): Promise<EngineCore> {
  const { dataDir, database, sessions } = options
  const args = [`--max_query_size=${LIMITS.queryBytes}`]
  const lent: CleanSession[] = []
  while (lent.length < sessions)
    lent.push(openCleanSession(dataDir, args))
  // Never lent: a KILL must get through when every other session is busy.
  const control = openCleanSession(dataDir, args)
  const forbidden = await control.run('system', async (session) => {
    // The `default` database shows files of the machine as tables.
    await session.queryAsync('DETACH DATABASE IF EXISTS default')
    await session.queryAsync(`CREATE DATABASE IF NOT EXISTS ${quoteName(database)}`)
    return readForbiddenNames(session)
  })
  const pool = createSessionPool(lent, LIMITS.queue)
  const killer = createKiller(control, LIMITS.killEveryMs)

  return {
    async run(request, wanted, signal) {
      const mark = randomUUID()
      const settings = withOwnSettings(request.settings, mark)
      const plan = planStatement({ ...request, settings }, forbidden)
      return pool.run(wanted ?? database, signal, async (session) => {
        const stopKilling = killer.killOn(signal, mark)
        try {
          return await runPlan(plan, session)
        }
        finally {
          stopKilling()
        }
      })
    },
    async close() {
      await pool.close()
      await killer.idle()
      control.close()
    },
  }
}

/** The mark goes in front of the caller's own comment: it is what a KILL finds the query by. */
function withOwnSettings(settings: ReadonlyMap<string, string>, mark: string): Map<string, string> {
  return new Map([
    ['max_result_bytes', `${LIMITS.resultBytes}`],
    ...settings,
    ['log_comment', `${mark} ${settings.get('log_comment') ?? ''}`],
  ])
}
