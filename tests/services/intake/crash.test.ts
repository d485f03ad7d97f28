import type { CaseEvent } from '../../../contract/case-event.ts'
import type { IntakeAnswer } from '../../../contract/intake.ts'
import type { ServerProcess } from '../../helpers/server-process.ts'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadCity } from '../../../city/load-city.ts'
import { createDatabase } from '../../../server/clickhouse/database.ts'
import { startEmbeddedEngine } from '../../../server/clickhouse/embedded/embedded-engine.ts'
import { caseStream } from '../../helpers/case-stream.ts'
import { readRollups, recountLedger } from '../../helpers/recount.ts'
import { seeded } from '../../helpers/seeded.ts'
import { spawnServer } from '../../helpers/server-process.ts'

const ROUNDS = 30
const SEED = 20261121
/** Boston, in a month without a change of clocks. */
const ZONE_OFFSET_MS = -4 * 3_600_000
const START = Date.UTC(2026, 6, 1)
const BATCH = 120

const silent = { info: () => {}, warn: () => {}, error: () => {} }

describe('kill -9 at random moments', () => {
  let directory: string
  let engine: Awaited<ReturnType<typeof startEmbeddedEngine>>
  let environment: Record<string, string>

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'gridwall-crash-'))
    engine = await startEngine()
    environment = {
      GRIDWALL_SOURCES: 'test:test-token',
      GRIDWALL_LOG_LEVEL: 'warn',
      // It would mend what is to be found.
      GRIDWALL_AUDIT: 'off',
      GRIDWALL_PROFILE: 'boston',
      GRIDWALL_DATA_DIR: join(directory, 'server'),
      GRIDWALL_CLICKHOUSE_URL: engine.address.url,
      GRIDWALL_CLICKHOUSE_USER: engine.address.username,
      GRIDWALL_CLICKHOUSE_PASSWORD: engine.address.password,
      GRIDWALL_CLICKHOUSE_DATABASE: engine.address.database,
    }
  })

  /** With `again`: where and under the password that the server knows. */
  async function startEngine(
    again?: { port: number, password: string },
  ): ReturnType<typeof startEmbeddedEngine> {
    return startEmbeddedEngine({
      dataDir: join(directory, 'clickhouse'),
      database: 'gridwall',
      log: silent,
      onFatal: (error) => {
        throw error
      },
      ...again,
    })
  }

  /** Not left to the engine's supervisor, which rightly gives up after some crashes a minute. */
  async function killEngine(): Promise<void> {
    const { url, password } = engine.address
    process.kill(engine.pid()!, 'SIGKILL')
    await engine.close()
    engine = await startEngine({ port: Number(new URL(url).port), password })
  }

  afterAll(async () => {
    await engine?.close()
    await rm(directory, { recursive: true, force: true })
  })

  it(`has every acked event once and exact roll-ups after ${ROUNDS} rounds`, async () => {
    const city = await loadCity('profiles/boston')
    const random = seeded(SEED)
    let server: ServerProcess | null = null
    const stream = batches(caseStream(random, {
      categories: [...city.categories.keys()],
      channels: [...city.channels.keys()],
    }, START))
    const acked = new Set<string>()
    const sent = new Set<string>()
    let unacked: string[] = []

    for (let round = 0; round < ROUNDS; round++) {
      server ??= spawnServer(environment)
      const url = await server.ready
      const sending = keepSending(url, () => {
        const batch = unacked.length > 0
          ? unacked
          : stream.take()
        unacked = batch
        idsOf(batch).forEach(id => sent.add(id))
        return batch
      }, (batch) => {
        idsOf(batch).forEach(id => acked.add(id))
        unacked = []
      })
      await pause(100 + random() * 500)
      // Two of three kills hit the server, the others ClickHouse under it.
      if (random() < 2 / 3) {
        server.child.kill('SIGKILL')
        await server.exited
        server = null
      }
      else {
        await killEngine()
      }
      await sending.stop()
    }

    server ??= spawnServer(environment)
    const url = await server.ready
    await sendUntilTaken(url, unacked)
    idsOf(unacked).forEach(id => acked.add(id))
    await caughtUp(url)

    const database = createDatabase(engine.address)
    const ledger = await database.query<{ id: string, n: number }>(
      'SELECT id, count() AS n FROM case_events GROUP BY id',
    )
    const inLedger = new Set(ledger.map(row => row.id))
    expect(ledger.filter(row => row.n !== 1), 'events counted twice').toEqual([])
    expect([...acked].filter(id => !inLedger.has(id)), 'acked events lost').toEqual([])
    expect([...inLedger].filter(id => !sent.has(id)), 'events nobody sent').toEqual([])
    expect(inLedger.size).toBeGreaterThan(ROUNDS * BATCH)
    expect(await readRollups(database)).toEqual(await recountLedger(database, city, ZONE_OFFSET_MS))
    await database.close()
  }, 600_000)
})

function batches(stream: Generator<CaseEvent, never>): { take: () => string[] } {
  return {
    take: () => {
      const lines: string[] = []
      while (lines.length < BATCH)
        lines.push(JSON.stringify(stream.next().value))
      return lines
    },
  }
}

function idsOf(lines: readonly string[]): string[] {
  return lines.map(line => (JSON.parse(line) as { id: string }).id)
}

/** One batch after the other until told to stop; failures are what this test is about. */
function keepSending(
  url: string,
  next: () => string[],
  onAck: (batch: string[]) => void,
): { stop: () => Promise<void> } {
  const state = { stopped: false }
  async function run(): Promise<void> {
    while (!state.stopped) {
      const batch = next()
      const answer = await post(url, batch)
      if (answer === null) {
        await pause(20)
        continue
      }
      expect(answer.rejected.filter(({ code }) => code !== 'before_reported')).toEqual([])
      onAck(batch.filter((_, i) => !answer.rejected.some(({ line }) => line === i + 1)))
    }
  }
  const done = run()
  return {
    stop: async () => {
      state.stopped = true
      await done
    },
  }
}

async function sendUntilTaken(url: string, lines: string[]): Promise<void> {
  for (let answer = null; lines.length > 0 && answer === null;)
    answer = await post(url, lines)
}

async function post(url: string, lines: readonly string[]): Promise<IntakeAnswer | null> {
  try {
    const response = await fetch(`${url}/api/v1/events`, {
      method: 'POST',
      headers: { 'authorization': 'Bearer test-token', 'content-type': 'application/x-ndjson' },
      body: lines.join('\n'),
    })
    return response.ok ? await response.json() as IntakeAnswer : null
  }
  catch {
    return null
  }
}

async function caughtUp(url: string): Promise<void> {
  await expect.poll(async () => {
    const metrics = await (await fetch(`${url}/metrics`)).text()
    return /^gridwall_pending_events (\d+)$/m.exec(metrics)?.[1]
  }, { interval: 100 }).toBe('0')
}
