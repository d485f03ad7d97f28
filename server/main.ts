import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import pino from 'pino'
import { HOME } from '../programs/home.ts'
import { checkOpenFiles } from './check-open-files.ts'
import { compose } from './compose.ts'
import { ConfigError, readConfig } from './config.ts'
import { endOnSignals } from './end-on-signals.ts'
import { loadProfile } from './load-profile.ts'

const USAGE = 'npm run serve -- [--rebuild] [--check-config]'
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
  let end: ((code: number) => Promise<void>) | null = null
  const server = await compose(config, {
    home: HOME,
    rebuild,
    log,
    epoch: randomUUID(),
    wallNow: Date.now,
    steadyNow: () => performance.now(),
    random: Math.random,
    onFatal: (error) => {
      log.fatal({ err: error }, 'stopping: the supervisor may start the server again')
      void end?.(EXIT_FAILED)
    },
  })
  const engine = config.clickhouse.url ?? 'embedded'
  say(`GridWall ready: ${server.url} profile=${config.profile} clickhouse=${engine} clock=${config.clock}`)

  end = endOnSignals(server.close, log)
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
