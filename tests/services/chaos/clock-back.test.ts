import type { LedgerBody } from '../../../contract/ledger.ts'
import type { Serving } from '../../../server/serve.ts'
import type { TestEngine } from '../clickhouse/start-test-engine.ts'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { MAX_LEDGER_PAGE } from '../../../contract/ledger.ts'
import { loadCommand } from '../../../simulator/load/load-command.ts'
import { processIo } from '../../../simulator/process-io.ts'
import { composeServer, SOURCE_TOKEN } from '../../helpers/composed-server.ts'
import { temporaryDirectory } from '../../helpers/temporary-directory.ts'
import { startTestEngine } from '../clickhouse/start-test-engine.ts'

const HOUR_MS = 3_600_000
/** What the load says of its progress once the server has acknowledged something. */
const ACKED = /acked [1-9]/

let engine: TestEngine
let server: Serving
/** What the server's clock is ahead of the machine's: more than it will be set back. */
let aheadMs = 2 * HOUR_MS

beforeAll(async () => {
  engine = await startTestEngine()
  server = await composeServer({
    address: engine.engine.address,
    env: { GRIDWALL_PROFILE: 'dongying', GRIDWALL_AUDIT: 'off' },
    wallNow: () => Date.now() + aheadMs,
  })
})

afterAll(async () => {
  await server?.close()
  await engine?.close()
})

/** By how much events of the ledger were received before the one that stands before them. */
async function stepsBack(): Promise<number[]> {
  const times: number[] = []
  for (let after = 0, more = true; more;) {
    const response = await fetch(`${server.url}/api/v1/ledger?after=${after}&limit=${MAX_LEDGER_PAGE}`)
    const page = await response.json() as LedgerBody
    times.push(...page.events.map(({ receivedAt }) => Date.parse(receivedAt)))
    after = page.next
    more = page.more
  }
  return times.map((at, i) => (times[i - 1] ?? at) - at).filter(step => step > 0)
}

it('stays exact when the clock is set back by an hour in the middle of a load, and reports it', async () => {
  const report = path.join(await temporaryDirectory(), 'report.html')
  const told: string[] = []
  const io = {
    ...processIo(new AbortController().signal),
    out: (text: string) => void told.push(text),
    err: (text: string) => {
      if (ACKED.test(text))
        aheadMs = HOUR_MS
    },
  }
  const status = await loadCommand([
    ...['--to', server.url, '--token', SOURCE_TOKEN],
    ...['--rate', '600', '--duration', '3s', '--screens', '5', '--scopes', '0', '--report', report],
  ], io)

  expect(told.join('')).toContain('0 in ')
  expect(told.at(-2), told.join('')).toMatch(/\nEXACT\n$/)
  expect(status).toBe(0)
  const steps = await stepsBack()
  expect(steps, 'the clock was not set back in the middle of the load').toHaveLength(1)
  expect(steps[0]).toBeGreaterThan(HOUR_MS / 2)
  expect(readFileSync(report, 'utf8')).toContain('>EXACT<')
  expect(existsSync(report.replace('.html', '.json'))).toBe(true)
})
