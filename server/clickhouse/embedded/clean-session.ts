import { Session } from 'chdb'
import { quoteName } from './sql/quote.ts'

/** Most leftovers one failure was seen to leave is one. */
const MAX_FLUSHES = 3
const MARK = 'clean'

/** A session that no request leaves a trace in. Not for two requests at once. */
export interface CleanSession {
  run: <T>(database: string, task: (session: Session) => Promise<T>) => Promise<T>
  close: () => void
}

/** `args` are the engine's, as on the command line of `clickhouse local`. */
export function openCleanSession(dataDir: string, args: readonly string[]): CleanSession {
  let session = new Session(dataDir, { connectionArgs: args })
  let database: string | null = null

  async function use(wanted: string): Promise<void> {
    if (database === wanted)
      return
    await session.queryAsync(`USE ${quoteName(wanted)}`)
    database = wanted
  }

  /** The output a failed query had already made comes before the next answer: draw it off. */
  async function flush(): Promise<void> {
    for (let tries = 0; tries < MAX_FLUSHES; tries += 1) {
      const answer = await session.queryAsync(`SELECT '${MARK}'`, { format: 'TabSeparated' })
      if (answer.text() === `${MARK}\n`)
        return
    }
    throw new Error('a session of the engine keeps giving answers of an earlier query')
  }

  async function restore(): Promise<void> {
    try {
      await flush()
    }
    catch (error) {
      console.warn('replacing a session of the engine:', error)
      session.close()
      session = new Session(dataDir, { connectionArgs: args })
      database = null
    }
  }

  return {
    async run(wanted, task) {
      try {
        await use(wanted)
        return await task(session)
      }
      catch (error) {
        await restore()
        throw error
      }
    },
    close: () => session.close(),
  }
}
