import type { FastifyBaseLogger } from 'fastify'

/** A shutdown that takes longer is not going to end by itself. */
const SHUTDOWN_MS = 20_000
const EXIT_FAILED = 1

/**
 * Closes in order and ends the process at SIGINT or SIGTERM, with status 0.
 * Answers how to do the same with another status.
 */
export function endOnSignals(
  close: () => Promise<void>,
  log: Pick<FastifyBaseLogger, 'fatal'>,
): (code: number) => Promise<void> {
  let ending = false
  // Signals come twice where a terminal and a parent both send them: the second must not kill.
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => void end(0))
  return end

  async function end(code: number): Promise<void> {
    if (ending)
      return
    ending = true
    setTimeout(() => {
      log.fatal('the shutdown takes too long; leaving')
      process.exit(EXIT_FAILED)
    }, SHUTDOWN_MS).unref()
    try {
      await close()
      process.exit(code)
    }
    catch (error) {
      log.fatal({ err: error }, 'the shutdown failed')
      process.exit(EXIT_FAILED)
    }
  }
}
