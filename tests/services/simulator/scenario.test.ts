import type { CaseEvent } from '../../../contract/case-event.ts'
import type { MetricsBody } from '../../../contract/metrics.ts'
import type { Serving } from '../../../server/serve.ts'
import type { TestEngine } from '../clickhouse/start-test-engine.ts'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { runScenario } from '../../../simulator/scenario/run-scenario.ts'
import { composeServer, SOURCE_TOKEN } from '../../helpers/composed-server.ts'
import { buildFolder, buildIo } from '../../unit/simulator/sim-fixtures.ts'
import { startTestEngine } from '../clickhouse/start-test-engine.ts'

const SCRIPT = {
  about: 'everything at once, small',
  profile: 'dongying',
  start: '2025-08-05T08:00',
  length: '10:00',
  historyDays: 1,
  perDay: 300,
  episodes: [
    { kind: 'surge', from: '01:00', to: '03:00', rise: '00:30', fall: '00:30', cases: [{ category: '积水内涝' }], regions: ['文汇街道'], casesPerHour: 100 },
    { kind: 'duplicates', from: '01:00', to: '05:00', share: 0.3, copies: 2, within: '00:10' },
    { kind: 'silence', from: '02:00', to: '04:00', departments: ['应急管理局'], catchUp: '01:00' },
    { kind: 'blackout', from: '02:00', to: '03:00', catchUp: '00:10' },
    { kind: 'slump', from: '00:00', to: '10:00', share: 0.5 },
  ],
}

let engine: TestEngine
let server: Serving
beforeAll(async () => {
  engine = await startTestEngine()
  server = await composeServer({ address: engine.engine.address })
})
afterAll(async () => {
  await server?.close()
  await engine?.close()
})

it('a scenario counts on the wall as it was written: repeated and late events once, each', async () => {
  const folder = await buildFolder()
  const [file, out] = [path.join(folder, 's.json'), path.join(folder, 'out.ndjson')]
  await writeFile(file, JSON.stringify(SCRIPT))
  const options = { file, seed: 5, speed: 'max', live: false, loop: false } as const
  await runScenario({ ...options, destination: { out } }, buildIo())
  const lines = (await readFile(out, 'utf8')).trimEnd().split('\n')
  const distinct = Array.from(new Set(lines), line => JSON.parse(line) as CaseEvent)
  expect(lines.length).toBeGreaterThan(distinct.length + 100)

  const destination = { to: server.url, token: SOURCE_TOKEN }
  expect(await runScenario({ ...options, destination }, buildIo())).toMatchObject({
    sent: lines.length,
    accepted: distinct.length,
    duplicates: lines.length - distinct.length,
    rejected: 0,
  })

  // The street of the surge: its cases, and those of an ordinary day that lie there.
  const reported = distinct.filter(event =>
    event.type === 'reported' && event.region!.startsWith('370502001')).length
  expect(reported).toBeGreaterThan(150)
  const counted = async (): Promise<number | null> => {
    const response = await fetch(`${server.url}/api/v1/metrics?scope=370502001&window=todate&counting=all`)
    const { metrics } = await response.json() as MetricsBody
    return metrics.find(({ metric }) => metric === 'reported')!.value
  }
  await expect.poll(counted).toBe(reported)
})
