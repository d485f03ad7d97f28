import type { Parts, Serving } from '../../server/serve.ts'
import type { FakeComputer, FakeIntake } from './fake-parts.ts'
import { randomUUID } from 'node:crypto'
import pino from 'pino'
import { onTestFinished } from 'vitest'
import { readConfig } from '../../server/config.ts'
import { createGate } from '../../server/gate.ts'
import { serve } from '../../server/serve.ts'
import { fakeComputer, fakeIntake, noPast } from './fake-parts.ts'
import { smallCity } from './small-city.ts'

export interface TestServer extends Serving {
  computer: FakeComputer
  intake: FakeIntake
  /** Moves the ledger on by one event and lets the server know. */
  load: () => void
}

/** The real server on a free port before fake parts; closes itself after the test. */
export async function startTestServer(
  env: Record<string, string> = {},
  parts: Partial<Parts> = {},
): Promise<TestServer> {
  const computer = fakeComputer()
  const intake = fakeIntake()
  const config = readConfig({
    GRIDWALL_PORT: '0',
    GRIDWALL_TICK_MS: '50',
    GRIDWALL_IDLE_TICK_MS: '200',
    ...env,
  })
  const serving = await serve(config, {
    city: smallCity(),
    intake,
    computer,
    clock: { mode: 'wall', now: Date.now, observe: () => {} },
    gate: createGate(),
    past: noPast(),
    openRecorder: () => ({ offer: () => {}, close: async () => {} }),
    audit: null,
    routes: () => [],
    readRoutes: [],
    ...parts,
  }, {
    webDir: 'tests/fixtures/no-such-folder',
    log: pino({ level: 'silent' }),
    epoch: randomUUID(),
    wallNow: Date.now,
    steadyNow: () => performance.now(),
    random: Math.random,
  })
  onTestFinished(serving.close)
  return {
    ...serving,
    computer,
    intake,
    load: () => {
      computer.seq++
      intake.loaded()
    },
  }
}
