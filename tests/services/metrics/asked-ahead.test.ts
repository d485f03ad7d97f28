import type { ClickHouseAddress } from '../../../server/clickhouse/address.ts'
import { beforeAll, expect, it, onTestFinished } from 'vitest'
import { createCalendar } from '../../../server/calendar.ts'
import { createAdditions } from '../../../server/metrics/additions.ts'
import { createFrameComputer } from '../../../server/metrics/frame-computer.ts'
import { createKeptAnswers } from '../../../server/metrics/kept-answers.ts'
import { cityStream } from '../../helpers/city-stream.ts'
import { openMetricsLab } from '../../helpers/metrics-lab.ts'
import { seeded } from '../../helpers/seeded.ts'
import { smallCity } from '../../helpers/small-city.ts'
import { sharedEngine } from '../clickhouse/shared-engine.ts'
import { freshFrames, loadTold, overheard } from './kept-lab.ts'

const SECOND_MS = 1000
const HOUR_MS = 3600 * SECOND_MS

let address: ClickHouseAddress

beforeAll(async () => {
  address = await sharedEngine()
})

it.each(['23:00', '24:00'])('knows at %s what the hour and the day that begin ask for', async (time) => {
  const begins = Date.parse('2026-03-10T00:00:00Z') + Number.parseInt(time) * HOUR_MS
  const city = smallCity()
  const lab = await openMetricsLab(address, `ahead_${time.slice(0, 2)}`, city, begins)
  onTestFinished(async () => lab.close())
  const { database } = lab
  const events = cityStream({
    city,
    random: seeded(9),
    regions: [...city.regions.keys()],
    from: begins - 6 * HOUR_MS,
    now: begins + HOUR_MS,
    edges: [begins],
    cases: 150,
  })
  const since = begins - 7 * 60 * SECOND_MS
  const between = (from: number, to: number): typeof events =>
    events.filter(({ at }) => Date.parse(at) > from && Date.parse(at) <= to)
  lab.now = since
  await lab.load(between(0, since))
  const asked: string[] = []
  const kept = createKeptAnswers(createAdditions(database))
  const computer = createFrameComputer({
    city,
    calendar: createCalendar(city.timezone, city.calendar),
    database: overheard(database, (sql) => {
      asked.push(sql)
      return undefined
    }),
    wallNow: () => lab.now,
    kept,
  })
  const scopes = ['c', 'n', 's']
  const counts: number[] = []
  for (let tick = 0; lab.now < begins + 60 * SECOND_MS; tick++) {
    asked.length = 0
    const frames = Object.fromEntries(await computer.compute(scopes, lab.now))
    counts.push(asked.length)
    const isNear = Math.abs(lab.now - begins) <= 10 * SECOND_MS
    if (isNear || tick % 10 === 0)
      expect(frames, `${(lab.now - begins) / SECOND_MS} s`).toEqual(await freshFrames(lab, scopes))
    lab.now += 5 * SECOND_MS
    const came = between(lab.now - 5 * SECOND_MS, lab.now)
    if (came.length > 0)
      await loadTold(lab, kept, came)
  }
  const [everything, first, second] = [counts[0]!, ...counts.slice(-12)]
  const least = Math.min(...counts)
  // A minute begins, and it may be somebody's turn to be asked anew.
  expect(first).toBeLessThanOrEqual(least + 4)
  expect(second).toBeLessThanOrEqual(least + 4)
  expect(least + 4).toBeLessThan(everything - 6)
}, 120_000)
