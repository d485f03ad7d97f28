import type { City } from '../../../city/city.ts'
import type { ClickHouseAddress } from '../../../server/clickhouse/address.ts'
import type { AuditLab } from '../../helpers/audit-lab.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadCity } from '../../../city/load-city.ts'
import { readFindings } from '../../../server/audit/findings.ts'
import { openAuditLab } from '../../helpers/audit-lab.ts'
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
  lab = await openAuditLab(address, 'mending', city, NOW)
  const regions = [city.root, ...city.children(city.root).slice(0, 3).flatMap(({ code }) =>
    [code, ...city.children(code).slice(0, 2).map(child => child.code)])]
  const events = cityStream({
    city,
    random: seeded(20_260_312),
    regions,
    from: NOW - 60 * DAY_MS,
    now: NOW,
    edges: [NOW],
    cases: 500,
  })
  for (let i = 0; i < events.length; i += 1500)
    await lab.send(events.slice(i, i + 1500))
  await lab.loaded()
})

afterAll(async () => {
  await lab?.close()
})

async function deleteWhere(table: string, condition: string): Promise<void> {
  await lab.database.command(`ALTER TABLE ${table} DELETE WHERE ${condition}`, {}, {
    settings: { mutations_sync: 2 },
  })
}

async function expectMended(): Promise<void> {
  expect(await readRollups(lab.database))
    .toEqual(await recountLedger(lab.database, city, CHINA_MS))
  expect(await lab.round()).toMatchObject({ differences: 0, unrepaired: 0 })
}

it('finds nothing in sums that are right, and says how much it compared', async () => {
  const round = await lab.round()
  const [size] = await lab.database.query<{ events: number, cases: number }>(
    `SELECT count() AS events, uniqExactIf(case_id, type = 'reported') AS cases FROM case_events`,
  )
  expect(round).toMatchObject({
    number: 1,
    differences: 0,
    compared: { events: size!.events, cases: size!.cases },
  })
  expect(round.compared.rows).toBeGreaterThan(size!.cases)
  expect(await readFindings(lab.database, 10)).toEqual([])
  expect(lab.alarms).toEqual([])
})

/** A row of each roll-up, one of its sums, and whom that concerns. */
const WRONG_SUMS = [
  ['facts_by_day', `clock = 'reviewed' AND day != toDate(0) AND reviewed > 0`, 'valid_reviews', ['satisfaction', 'response']],
  ['facts_by_day', `clock = 'due' AND day = toDate(0) AND closed_on_time > 0`, 'closed_on_time', ['on_time']],
  ['reported_by_day', `facet = 'channel'`, 'cases', ['channels']],
  ['closed_by_day', 'day != toDate(0)', 'cases', ['hours_p50', 'hours_p90']],
  ['closed_by_day', 'day = toDate(0)', 'cases', ['hours_p50', 'hours_p90']],
  ['open_by_hour', 'open_by_hour.open > 0', 'open', ['open', 'overdue', 'on_time']],
  ['steps_by_day', 'cases > 0', 'cases', ['workflow']],
  ['activity_by_minute', 'reported > 0', 'reported', ['hours']],
] as const

const KEYS = {
  facts_by_day: ['scope', 'clock', 'day', 'excluded'],
  reported_by_day: ['scope', 'facet', 'day', 'key', 'excluded'],
  closed_by_day: ['scope', 'day', 'bucket', 'excluded'],
  open_by_hour: ['scope', 'hour', 'step', 'excluded'],
  steps_by_day: ['scope', 'day', 'step', 'excluded'],
  activity_by_minute: ['scope', 'minute', 'excluded'],
} as const

describe('the roll-ups', () => {
  it('with a wrong sum in each are found, named, mended and written down', async () => {
    const expected = []
    for (const [table, where, column, concerns] of WRONG_SUMS) {
      const keys = KEYS[table].join(', ')
      const chosen = `FROM ${table} WHERE ${where} GROUP BY ${keys}
        HAVING sum(${table}.${column}) > 0 ORDER BY ${keys} LIMIT 1`
      const [before] = await lab.database.query<{ n: number, scope: string, ms: number }>(
        `SELECT scope, sum(${table}.${column}) AS n ${chosen}`,
      )
      await lab.database.command(`INSERT INTO ${table} (${keys}, ${column}) SELECT ${keys}, 1000 ${chosen}`)
      expected.push(expect.objectContaining({
        table,
        scope: before!.scope,
        column,
        found: String(before!.n + 1000),
        expected: String(before!.n),
        concerns: expect.arrayContaining(concerns.map(name =>
          expect.stringMatching(new RegExp(`^${name}(?:@\\d+)?$`)) as unknown)) as unknown,
        repaired: true,
      }))
    }
    const round = await lab.round()
    expect(round).toMatchObject({ differences: WRONG_SUMS.length, unrepaired: 0 })
    expect(round.concerns).toEqual(expect.arrayContaining(['on_time@1', 'hours', 'channels']))
    expect(lab.alarms).toHaveLength(WRONG_SUMS.length)
    const findings = await readFindings(lab.database, WRONG_SUMS.length)
    expect(findings).toEqual(expect.arrayContaining(expected))
    expect(findings.map(finding => finding.round)).toEqual(findings.map(() => round.number))
    await expectMended()
  })

  it('with a row missing in each get it back', async () => {
    for (const [table, where] of WRONG_SUMS) {
      const keys = KEYS[table].join(', ')
      const [gone] = await lab.database.query<Record<string, string | number>>(
        `SELECT ${keys} FROM ${table} WHERE ${where} GROUP BY ${keys} ORDER BY ${keys} LIMIT 1`,
      )
      await deleteWhere(table, Object.entries(gone!)
        .map(([key, value]) => `${key} = '${value}'`).join(' AND '))
    }
    expect(await lab.round()).toMatchObject({ differences: WRONG_SUMS.length, unrepaired: 0 })
    await expectMended()
  })

  it('that were lost altogether are made again, piece by piece', async () => {
    await lab.database.command('TRUNCATE TABLE steps_by_day')
    const [size] = await lab.database.query<{ n: number }>(
      'SELECT count() AS n FROM (SELECT arrayJoin(path) AS scope, arrayJoin(arrayZip(step_days, steps)) AS reached, excluded FROM case_versions GROUP BY ALL HAVING sum(sign) > 0)',
    )
    expect(await lab.round()).toMatchObject({ differences: size!.n, unrepaired: 0 })
    await expectMended()
  })
})

describe('open_cases', () => {
  const other = `SELECT -sign, version, case_id, region, path, category, channel, department, title,
    lon, lat, reported_at, reviewed_at, answer, due_at, step, urged_level, excluded`

  it('loses a case that is not open, and gets back one that is', async () => {
    await lab.database.command(
      `INSERT INTO open_cases ${other.replace('-sign', 'sign')
        .replace('case_id', `'nobody'`)} FROM open_cases WHERE sign = 1 LIMIT 1`,
    )
    const [gone] = await lab.database.query<{ caseId: string }>(
      'SELECT case_id AS caseId FROM open_cases GROUP BY case_id HAVING sum(sign) = 1 ORDER BY case_id LIMIT 1',
    )
    await deleteWhere('open_cases', `case_id = '${gone!.caseId}'`)
    const round = await lab.round()
    expect(round.differences).toBe(2)
    expect(round.concerns.map(name => name.split('@')[0]))
      .toEqual(expect.arrayContaining(['open', 'overdue']))
    const findings = await readFindings(lab.database, 2)
    expect(new Map(findings.map(({ caseId, found, expected }) => [caseId, [found, expected]])))
      .toEqual(new Map([['nobody', ['1', '0']], [gone!.caseId, ['0', '1']]]))
    await expectMended()
  })
})

describe('a case version', () => {
  const columns = `version, case_id, region, path, category, channel, department, title, lon, lat,
    reported_at, due_at, closed_at, reviewed_at, step, steps, step_days, open, excluded, urged_level,
    reopened, reported_day, due_hour, closed_day, reviewed_day, has_due, on_time, duration_bucket,
    contacted, solved, answer, valid, last_closed_at, dispatched_at, due_day, dispatched_day,
    accepted_in_time`

  async function aCase(condition: string): Promise<string> {
    const [row] = await lab.database.query<{ caseId: string }>(
      `SELECT case_id AS caseId FROM case_versions WHERE ${condition}
       GROUP BY case_id HAVING sum(sign) = 1 AND count() = 1 ORDER BY case_id LIMIT 1`,
    )
    return row!.caseId
  }

  async function insertCopy(caseId: string, changes: Record<string, string>): Promise<void> {
    const values = Object.entries(changes).reduce(
      (list, [column, value]) => list.replace(new RegExp(`\\b${column}\\b`), value),
      columns,
    )
    await lab.database.command(
      `INSERT INTO case_versions (sign, ${columns}) SELECT ${changes.sign ?? '1'}, ${values}
       FROM case_versions WHERE case_id = '${caseId}' AND sign = 1`,
    )
  }

  it('with a wrong region and department is replaced, in the roll-ups too', async () => {
    const caseId = await aCase('open = 1 AND length(path) = 2')
    await insertCopy(caseId, { sign: '-1' })
    await insertCopy(caseId, { region: `'370503'`, path: `['370500', '370503', '370503/']`, department: `'谁'`, version: 'version + 1' })
    const round = await lab.round()
    expect(round).toMatchObject({ differences: 1, unrepaired: 0 })
    expect(round.concerns).toHaveLength(city.metrics.length)
    const findings = await readFindings(lab.database, 3)
    expect(findings).toEqual(expect.arrayContaining([
      expect.objectContaining({ table: 'case_versions', caseId, column: 'department', found: '"谁"' }),
      expect.objectContaining({ table: 'case_versions', caseId, column: 'region', found: '"370503"' }),
    ]))
    await expectMended()
    // The state store takes back the very row that was written for it.
    await lab.send([{ id: 'mended-1', caseId, type: 'amended', at: new Date(NOW).toISOString(), category: 'other' }])
    await lab.loaded()
    await expectMended()
  })

  it('that a power cut took is made again', async () => {
    const caseId = await aCase('closed_at IS NOT NULL')
    await insertCopy(caseId, { sign: '-1' })
    await deleteWhere('case_versions', `case_id = '${caseId}'`)
    expect(await lab.round()).toMatchObject({ differences: 1, unrepaired: 0 })
    expect(await readFindings(lab.database, 1)).toMatchObject([
      { table: 'case_versions', caseId, column: 'row', found: '0', expected: '1', repaired: true },
    ])
    await expectMended()
  })

  it('that alone was lost leaves roll-ups that are right as they are', async () => {
    const caseId = await aCase('open = 1')
    await deleteWhere('case_versions', `case_id = '${caseId}'`)
    const { differences, unrepaired } = await lab.round()
    expect(differences).toBeGreaterThan(1)
    expect(unrepaired).toBe(0)
    await expectMended()
  })

  it('that is there twice is taken back once', async () => {
    const caseId = await aCase('open = 1')
    await insertCopy(caseId, {})
    expect(await lab.round()).toMatchObject({ differences: 1, unrepaired: 0 })
    await expectMended()
  })

  it('that the state store cannot vouch for is left, and a rebuild asked for', async () => {
    const caseId = await aCase('open = 1')
    await lab.database.command(
      `INSERT INTO case_events (seq, id, case_id, type, at, source)
       SELECT max(seq) + 1, 'smuggled', '${caseId}', 'closed', now64(3, 'UTC'), 'nobody' FROM case_events`,
    )
    expect(await lab.round()).toMatchObject({ differences: 1, unrepaired: 1 })
    const findings = await readFindings(lab.database, 20)
    const own = findings.filter(finding => finding.caseId === caseId && !finding.repaired)
    expect(own.map(({ column }) => column)).toContain('closed_at')
    expect(await lab.round()).toMatchObject({ differences: 1, unrepaired: 1 })
    await deleteWhere('case_events', `id = 'smuggled'`)
    await expectMended()
  })
})
