import type { Serving } from '../../../server/serve.ts'
import type { TestEngine } from '../clickhouse/start-test-engine.ts'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { loadCommand } from '../../../simulator/load/load-command.ts'
import { processIo } from '../../../simulator/process-io.ts'
import { composeServer, SOURCE_TOKEN } from '../../helpers/composed-server.ts'
import { temporaryDirectory } from '../../helpers/temporary-directory.ts'
import { startTestEngine } from '../clickhouse/start-test-engine.ts'

const HOUR_MS = 3_600_000
/** When in a run the clock is set back: some lines are sent before, some after. */
const STEP_AT_MS = 2500

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

it('stays exact when the clock is set back by an hour in the middle of a load, and reports it', async () => {
  const report = path.join(await temporaryDirectory(), 'report.html')
  const told: string[] = []
  const io = {
    ...processIo(new AbortController().signal),
    out: (text: string) => void told.push(text),
    err: () => {},
  }
  const step = setTimeout(() => aheadMs -= HOUR_MS, STEP_AT_MS)
  const status = await loadCommand([
    ...['--to', server.url, '--token', SOURCE_TOKEN],
    ...['--rate', '600', '--duration', '3s', '--screens', '5', '--scopes', '0', '--report', report],
  ], io)
  clearTimeout(step)

  expect(told.join('')).toContain('0 in ')
  expect(told.at(-2), told.join('')).toMatch(/\nEXACT\n$/)
  expect(status).toBe(0)
  expect(aheadMs).toBe(HOUR_MS)
  expect(readFileSync(report, 'utf8')).toContain('>EXACT<')
  expect(existsSync(report.replace('.html', '.json'))).toBe(true)
})
