import type { FastifyInstance } from 'fastify'
import type { AppDeps } from '../../server/app.ts'
import type { FakeComputer, FakeIntake } from './fake-parts.ts'
import pino from 'pino'
import { onTestFinished } from 'vitest'
import { createAccess } from '../../server/access.ts'
import { buildApp } from '../../server/app.ts'
import { readConfig } from '../../server/config.ts'
import { createGate } from '../../server/gate.ts'
import { createMeasuredIntake } from '../../server/http/measured-intake.ts'
import { createMeasurements } from '../../server/http/measurements.ts'
import { createLive } from '../../server/live/live.ts'
import { fakeComputer, fakeIntake, noPast } from './fake-parts.ts'
import { smallCity } from './small-city.ts'

export interface TestApp {
  app: FastifyInstance
  computer: FakeComputer
  /** As routes see it: counted. */
  intake: FakeIntake
  /** What was logged, as JSON lines. */
  logged: string[]
}

/** The app to inject requests into, ticking before fakes; closes itself after the test. */
export async function buildTestApp(
  env: Record<string, string> = {},
  deps: Partial<AppDeps> = {},
): Promise<TestApp> {
  const config = readConfig(env)
  const computer = fakeComputer()
  const bare = fakeIntake()
  const logged: string[] = []
  const measurements = createMeasurements()
  const intake = Object.assign(createMeasuredIntake(bare, measurements), {
    state: bare.state,
    standing: bare.standing,
    loaded: bare.loaded,
  })
  const city = smallCity()
  const live = createLive({
    computer,
    intake: bare,
    gate: createGate(),
    clock: { mode: 'wall', now: Date.now, observe: () => {} },
    scopes: city,
    limits: config.limits,
    frameTimeoutMs: 1000,
    epoch: 'e1',
    wallNow: Date.now,
    steadyNow: () => performance.now(),
    onTick: measurements.ticked,
  })
  const app = await buildApp(config, {
    access: createAccess(config),
    city,
    live,
    past: noPast(),
    clock: { now: Date.now },
    intake: bare,
    measurements,
    routes: [],
    readRoutes: [],
    webDir: 'tests/fixtures/no-such-folder',
    log: pino({ level: 'info' }, { write: (line: string) => void logged.push(line) }),
    wallNow: Date.now,
    steadyNow: () => performance.now(),
    ...deps,
  })
  live.start()
  onTestFinished(async () => {
    await live.close()
    await app.close()
  })
  return { app, computer, intake, logged }
}
