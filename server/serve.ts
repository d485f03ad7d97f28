import type { FastifyBaseLogger, FastifyInstance, FastifyPluginAsync } from 'fastify'
import type { City } from '../city/city.ts'
import type { Access } from './access.ts'
import type { Alarms } from './alarms/alarms.ts'
import type { Audit } from './audit/audit.ts'
import type { Config } from './config.ts'
import type { Recorder, RecorderOptions } from './history/recorder.ts'
import type { Clock, FrameComputer, Gate, Intake, PastFrames } from './ports.ts'
import type { Publisher } from './relay/publisher.ts'
import type { Turns } from './turns.ts'
import { createAccess } from './access.ts'
import { buildApp } from './app.ts'
import { createMeasuredIntake } from './http/measured-intake.ts'
import { createMeasurements } from './http/measurements.ts'
import { urlOf } from './http/url-of.ts'
import { encodeFrame } from './live/delta.ts'
import { createLive } from './live/live.ts'

/** How long GET /frames and a joining screen wait for a scope that nobody showed. */
const FRAME_TIMEOUT_MS = 5000

/** What the server serves: everything behind the wire. */
export interface Parts {
  city: City
  intake: Intake
  computer: FrameComputer
  clock: Clock
  gate: Gate
  /** @default loads do not wait for ticks */
  turns?: Turns
  past: PastFrames
  /** Keeps what walls show; `onResult` counts. */
  openRecorder: (onResult: RecorderOptions['onResult']) => Pick<Recorder, 'offer' | 'close'>
  /** null: off. */
  audit: Audit | null
  /** @default none */
  alarms?: Alarms
  /** Routes of the intake, which prove their callers themselves. */
  routes: (access: Access, intake: Intake) => FastifyPluginAsync[]
  /** Routes behind the view token. */
  readRoutes: FastifyPluginAsync[]
}

export interface ServeOptions {
  webDir: string
  log: FastifyBaseLogger
  /** Random, new with every start. */
  epoch: string
  wallNow: () => number
  steadyNow: () => number
  /** From 0 up to 1. */
  random: () => number
}

export interface Serving {
  /** `http://127.0.0.1:3000` */
  url: string
  app: FastifyInstance
  /** Stops ticks, says goodbye to sockets, finishes requests. The parts stay open. */
  close: () => Promise<void>
}

/** Puts the live path and HTTP in front of the parts and listens. */
export async function serve(config: Config, parts: Parts, options: ServeOptions): Promise<Serving> {
  const { city, computer, clock, gate, audit, alarms } = parts
  const { log, wallNow, steadyNow } = options
  const measurements = createMeasurements()
  const intake = createMeasuredIntake(parts.intake, measurements)
  const access = createAccess(config)
  const failures = createFailureLog(log)
  const live = createLive({
    computer,
    intake,
    gate,
    ...(parts.turns === undefined ? {} : { turns: parts.turns }),
    clock,
    scopes: city,
    limits: config.limits,
    frameTimeoutMs: FRAME_TIMEOUT_MS,
    epoch: options.epoch,
    wallNow,
    steadyNow,
    audit: () => audit?.head() ?? null,
    onTick: (workedMs, failure) => {
      measurements.ticked(workedMs, failure)
      failures(failure)
    },
  })
  const recorder = parts.openRecorder(measurements.keptFrames)
  live.subscribe(({ saved }) => recorder.offer({
    frame: saved.frame,
    panelTexts: saved.texts,
    encode: () => encodeFrame(saved),
  }))
  const app = await buildApp(config, {
    access,
    city,
    live,
    ...(alarms === undefined ? {} : { alarms }),
    past: parts.past,
    clock,
    intake,
    measurements,
    routes: parts.routes(access, intake),
    readRoutes: parts.readRoutes,
    webDir: options.webDir,
    log,
    wallNow,
    steadyNow,
  })
  // Who waits for a frame is answered before the HTTP server ends.
  app.addHook('preClose', live.close)
  app.addHook('onClose', recorder.close)
  if (config.redisUrl !== null) {
    const publisher = await publishTo(config.redisUrl)
    app.addHook('onClose', publisher.close)
    measurements.observeRelays(publisher)
  }
  try {
    await app.listen({ host: config.host, port: config.port })
  }
  catch (error) {
    await app.close()
    throw error
  }
  if (audit !== null)
    measurements.observeAudit(audit.readings)
  if (alarms !== undefined)
    measurements.observeAlarms(alarms.readings)
  live.start()
  audit?.start()
  alarms?.start()
  return { url: urlOf(app, config.host), app, close: async () => app.close() }

  async function publishTo(url: string): Promise<Publisher> {
    const { openPublisher } = await import('./relay/publisher.ts')
    return openPublisher({
      url,
      city,
      operators: access.operators === 'token',
      epoch: options.epoch,
      live,
      ...(alarms === undefined ? {} : { boards: alarms }),
      wallNow,
      steadyNow,
      random: options.random,
      log,
    })
  }
}

/** The first failed tick and the recovery are news; the failures between are not. */
function createFailureLog(log: FastifyBaseLogger): (failure: unknown) => void {
  let failing = false
  return (failure) => {
    if (failure !== null && !failing)
      log.error({ err: failure }, 'ticks fail; walls keep the last frame and say since when')
    if (failure === null && failing)
      log.info('ticks succeed again')
    failing = failure !== null
  }
}
