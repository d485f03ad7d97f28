import type { Serving } from '../../server/serve.ts'
import { randomUUID } from 'node:crypto'
import pino from 'pino'
import { expect, onTestFinished } from 'vitest'
import { readRelayConfig } from '../../server/relay/relay-config.ts'
import { serveRelay } from '../../server/relay/serve-relay.ts'
import { smallCity } from './small-city.ts'

export interface TestRelay extends Serving {
  /** Status and body of its /readyz. */
  readiness: () => Promise<{ status: number, missing: string | null }>
  /** What was logged, as JSON lines. */
  logged: string[]
}

/** A relay of the small city on a free port; closes itself after the test. */
export async function startRelay(
  redisUrl: string,
  originUrl: string,
  env: Record<string, string> = {},
): Promise<TestRelay> {
  const logged: string[] = []
  const serving = await serveRelay(readRelayConfig({
    GRIDWALL_PORT: '0',
    GRIDWALL_REDIS_URL: redisUrl,
    GRIDWALL_ORIGIN_URL: originUrl,
    ...env,
  }), {
    city: smallCity(),
    webDir: 'tests/fixtures/no-such-folder',
    log: pino({ level: 'info' }, { write: (line: string) => void logged.push(line) }),
    relay: randomUUID(),
    wallNow: Date.now,
    steadyNow: () => performance.now(),
    random: Math.random,
  })
  onTestFinished(serving.close)
  return {
    ...serving,
    logged,
    async readiness() {
      const response = await fetch(`${serving.url}/readyz`)
      const { missing } = await response.json() as { missing: string | null }
      return { status: response.status, missing }
    },
  }
}

export async function becomesReady(relay: TestRelay): Promise<void> {
  await expect.poll(relay.readiness).toEqual({ status: 200, missing: null })
}
