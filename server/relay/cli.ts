import { randomUUID } from 'node:crypto'
import path from 'node:path'
import pino from 'pino'
import { HOME } from '../../programs/home.ts'
import { ConfigError } from '../config.ts'
import { endOnSignals } from '../end-on-signals.ts'
import { loadProfile } from '../load-profile.ts'
import { readRelayConfig } from './relay-config.ts'
import { serveRelay } from './serve-relay.ts'

const EXIT_FAILED = 1
const EXIT_MISUSED = 2

try {
  const config = readRelayConfig(process.env)
  // Standard output is for the one line that tells a supervisor, or a person, that it is up.
  const log = pino({ level: config.logLevel }, pino.destination({ dest: 2, sync: true }))
  const relay = await serveRelay(config, {
    city: await loadProfile(config.profile, HOME),
    webDir: path.join(HOME, 'dist', 'web'),
    log,
    relay: randomUUID(),
    wallNow: Date.now,
    steadyNow: () => performance.now(),
    random: Math.random,
  })
  process.stdout.write(`GridWall relay ready: ${relay.url} profile=${config.profile} origin=${config.originUrl}\n`)
  endOnSignals(relay.close, log)
}
catch (error) {
  const { message } = error as Error
  const misused = error instanceof ConfigError
  process.stderr.write(misused ? `${message}\n` : `The relay cannot start: ${message}\n`)
  process.exit(misused ? EXIT_MISUSED : EXIT_FAILED)
}
