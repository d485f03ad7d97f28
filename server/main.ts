import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import pino from 'pino'
import { checkOpenFiles } from './check-open-files.ts'
import { compose, loadProfile } from './compose.ts'
import { ConfigError, readConfig } from './config.ts'

const HOME = path.resolve(import.meta.dirname, '..')
const USAGE = 'npm run serve -- [--rebuild] [--check-config]'
/** A shutdown that takes longer is not going to end by itself. */
const SHUTDOWN_MS = 20_000
const LIMITS = '/proc/self/limits'
const EXIT_FAILED = 1
const EXIT_MISUSED = 2

try {
  const flags = readFlags()
  const config = readConfig(process.env)
  if (flags['check-config']) {
    await loadProfile(config.profile, HOME)
    say('The configuration and the profile are usable.')
  }
  else {
    await run(config, flags.rebuild)
  }
}
catch (error) {
  const { message } = error as Error
  const misused = error instanceof ConfigError
  process.stderr.write(misused ? `${message}\n` : `GridWall cannot start: ${message}\n`)
  process.exit(misused ? EXIT_MISUSED : EXIT_FAILED)
}

async function run(config: ReturnType<typeof readConfig>, rebuild: boolean): Promise<void> {
  // Standard output is for the one line that tells a supervisor, or a person, that it is up.
  const log = pino({ level: config.logLevel }, pino.destination({ dest: 2, sync: true }))
  const fewFiles = checkOpenFiles(config.limits.maxConnections, readLimits())
  if (fewFiles !== null)
    log.warn(fewFiles)
  const server = await compose(config, {
    home: HOME,
    rebuild,
    log,
    epoch: randomUUID(),
    wallNow: Date.now,
    steadyNow: () => performance.now(),
    onFatal: (error) => {
      log.fatal({ err: error }, 'stopping: the supervisor may start the server again')
      void stop(EXIT_FAILED)
    },
  })
  const engine = config.clickhouse.url ?? 'embedded'
  say(`GridWall ready: ${server.url} profile=${config.profile} clickhouse=${engine} clock=${config.clock}`)

  let stopping = false
  // Signals come twice where a terminal and a parent both send them: the second must not kill.
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => void stop(0))

  async function stop(code: number): Promise<void> {
    if (stopping)
      return
    stopping = true
    setTimeout(() => {
      log.fatal('the shutdown takes too long; leaving')
      process.exit(EXIT_FAILED)
    }, SHUTDOWN_MS).unref()
    try {
      await server.close()
      process.exit(code)
    }
    catch (error) {
      log.fatal({ err: error }, 'the shutdown failed')
      process.exit(EXIT_FAILED)
    }
  }
}

function readFlags(): { 'rebuild': boolean, 'check-config': boolean } {
  const flag = { type: 'boolean', default: false } as const
  try {
    return parseArgs({ options: { 'rebuild': flag, 'check-config': flag } }).values
  }
  catch (error) {
    throw new ConfigError([`${(error as Error).message} Usage: ${USAGE}`])
  }
}

/** Linux tells them; elsewhere nobody does. */
function readLimits(): string {
  return existsSync(LIMITS) ? readFileSync(LIMITS, 'utf8') : ''
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
