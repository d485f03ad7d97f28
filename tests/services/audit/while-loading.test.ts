import type { City } from '../../../city/city.ts'
import type { CaseEvent } from '../../../contract/case-event.ts'
import type { ClickHouseAddress } from '../../../server/clickhouse/address.ts'
import type { AuditLab } from '../../helpers/audit-lab.ts'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { loadCity } from '../../../city/load-city.ts'
import { readFindings } from '../../../server/audit/findings.ts'
import { fullRound, openAuditLab } from '../../helpers/audit-lab.ts'
import { cityStream } from '../../helpers/city-stream.ts'
import { readRollups, recountLedger } from '../../helpers/recount.ts'
import { seeded } from '../../helpers/seeded.ts'
import { sharedEngine } from '../clickhouse/shared-engine.ts'

const NOW = Date.parse('2026-03-12T14:32:05+08:00')
const DAY_MS = 86_400_000
const CHINA_MS = 8 * 3_600_000

let address: ClickHouseAddress
let city: City
let lab: AuditLab

beforeAll(async () => {
  address = await sharedEngine()
  city = await loadCity('profiles/dongying')
  lab = await openAuditLab(address, 'while_loading', city, NOW)
})

afterAll(async () => {
  await lab?.close()
})

function stream(): CaseEvent[] {
  return cityStream({
    city,
    random: seeded(41_026),
    regions: [city.root, ...city.children(city.root).map(({ code }) => code)],
    from: NOW - 20 * DAY_MS,
    now: NOW,
    edges: [NOW],
    cases: 900,
  })
}

it('raises no alarm over loads that come between its questions', async () => {
  const events = stream()
  const auditor = lab.auditor()
  const sending = { done: false }
  const send = async (): Promise<void> => {
    // Small batches, each a load of its own or nearly, from the first slice to the last.
    for (let i = 0; i < events.length; i += 4)
      await lab.send(events.slice(i, i + 4))
    sending.done = true
  }
  let sliced = 0
  const audit = async (): Promise<void> => {
    while (!sending.done) {
      await auditor.next()
      sliced++
    }
  }
  await Promise.all([send(), audit()])
  await lab.loaded()
  await fullRound(auditor)

  expect(sliced).toBeGreaterThan(10)
  expect(await readFindings(lab.database, 10)).toEqual([])
  expect(lab.alarms).toEqual([])
  expect(await readRollups(lab.database))
    .toEqual(await recountLedger(lab.database, city, CHINA_MS))
})

it('cuts a part in two that grew while it was gone through, and counts each case once', async () => {
  const young = await openAuditLab(address, 'grown_part', city, NOW)
  try {
    const events = stream()
    const first = events.slice(0, 400)
    await young.send(first)
    await young.loaded()
    const auditor = young.auditor()
    await auditor.next()
    const parts = (): number[] => (auditor.state().current?.steps ?? [])
      .flatMap(step => step.kind === 'ledger' ? [step.parts] : [])
    expect(parts()).toEqual([1])

    await young.send(events.slice(400))
    await young.loaded()
    let most: number[] = []
    for (let ended = false; !ended;) {
      ended = (await auditor.next()).endedRound
      most = parts().length > most.length ? parts() : most
    }
    expect(most.length).toBeGreaterThan(1)
    const round = auditor.state().last!
    expect(round).toMatchObject({ differences: 0, unrepaired: 0 })
    const [ledger] = await young.database.query<{ events: number, cases: number }>(
      `SELECT count() AS events, uniqExactIf(case_id, type = 'reported') AS cases FROM case_events`,
    )
    // Every event once; some cases were looked at before the cut, and again after it.
    expect(round.compared.events).toBe(ledger!.events)
    expect(round.compared.cases).toBeGreaterThanOrEqual(ledger!.cases)
    expect(await readFindings(young.database, 10)).toEqual([])
  }
  finally {
    await young.close()
  }
})

it('says nothing while a load is half in, and looks again', async () => {
  const [one] = await lab.database.query<{ caseId: string }>(
    'SELECT case_id AS caseId FROM case_versions GROUP BY case_id HAVING sum(sign) = 1 LIMIT 1',
  )
  await lab.database.command(
    `ALTER TABLE case_versions DELETE WHERE case_id = '${one!.caseId}'`,
    {},
    { settings: { mutations_sync: 2 } },
  )
  const settled = lab.tools.states.settled
  lab.tools.states.settled = () => false
  expect(await lab.round()).toMatchObject({ differences: 0 })
  expect(lab.alarms).toEqual([])
  lab.tools.states.settled = settled
  expect((await lab.round()).differences).toBeGreaterThan(0)
  expect(await lab.round()).toMatchObject({ differences: 0 })
})

it('leaves a case alone whose next events wait for ClickHouse, and says so in the end', async () => {
  const [one] = await lab.database.query<{ caseId: string }>(
    'SELECT case_id AS caseId FROM case_versions GROUP BY case_id HAVING sum(sign) = 1 LIMIT 1',
  )
  await lab.database.command(
    `ALTER TABLE case_versions DELETE WHERE case_id = '${one!.caseId}'`,
    {},
    { settings: { mutations_sync: 2 } },
  )
  const { isPending } = lab.tools.states
  let asked = 0
  lab.tools.states.isPending = caseId => caseId === one!.caseId && ++asked <= 3
  const round = await lab.round()
  lab.tools.states.isPending = isPending
  expect(asked).toBeGreaterThan(3)
  expect(round.unrepaired).toBe(0)
  expect(await lab.round()).toMatchObject({ differences: 0 })
})

it('goes on after a restart where it stopped, and keeps what it knew', async () => {
  const before = await lab.round()
  const first = lab.auditor()
  while ((first.state().current?.done ?? 0) < 3)
    await first.next()
  await first.save()
  const second = lab.auditor()
  await second.next()
  expect(second.state().last).toEqual(before)
  expect(second.state().current).toMatchObject({
    number: before.number + 1,
    done: 3,
    steps: first.state().current!.steps,
    startedAt: first.state().current!.startedAt,
  })
  expect(await fullRound(second)).toMatchObject({ number: before.number + 1, differences: 0 })
  expect((await fullRound(lab.auditor())).number).toBe(before.number + 2)
})

it('begins a step again after ClickHouse failed in it', async () => {
  const auditor = lab.auditor()
  await auditor.next()
  const { query } = lab.tools.database
  const failure = new Error('away')
  lab.tools.database.query = async () => Promise.reject(failure)
  await expect(auditor.next()).rejects.toBe(failure)
  lab.tools.database.query = query
  expect(await fullRound(auditor)).toMatchObject({ differences: 0 })
})

it('holds the gate for re-checks alone: a clean round never asks for it', async () => {
  let held = 0
  const { run } = lab.tools.gate
  lab.tools.gate.run = async (task) => {
    held++
    return run(task)
  }
  await lab.round()
  expect(held).toBe(0)
  lab.tools.gate.run = run
})
