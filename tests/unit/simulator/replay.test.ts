import type { CompactEvent } from '../../../simulator/delivery/compact-event.ts'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPace } from '../../../simulator/replay/pace.ts'
import { daysToNow, planPasses } from '../../../simulator/replay/plan-passes.ts'
import { runReplay } from '../../../simulator/replay/run-replay.ts'
import { ZoneClock } from '../../../simulator/time/zone-clock.ts'
import { buildFolder, buildIo, PROFILES } from './sim-fixtures.ts'

const clock = new ZoneClock('America/New_York')
/** The whole stream, not moved. */
const START = { days: 0, sent: 0 }
const at = (text: string): number => Date.parse(text)
function event(id: string, time: string, dueAt?: string): CompactEvent {
  return {
    id,
    caseId: id,
    type: 'reported',
    at: at(time),
    dueAt: dueAt === undefined ? undefined : at(dueAt),
    attributes: '',
  }
}

function take(count: number, events: Iterable<CompactEvent>): CompactEvent[] {
  const taken: CompactEvent[] = []
  for (const one of events) {
    taken.push(one)
    if (taken.length === count)
      break
  }
  return taken
}

describe('shifting by days', () => {
  const stream = [
    event('a', '2011-07-01T08:00:00-04:00', '2011-07-08T08:00:00-04:00'),
    event('b', '2011-07-02T09:30:00-04:00'),
  ]

  it('puts the newest event just before now and keeps the time of day across DST', () => {
    const now = at('2011-12-24T12:00:00-05:00')
    const beginning = { days: daysToNow(stream[1]!.at, now, clock), sent: 0 }
    const [a, b] = [...planPasses(stream, { shift: 'days', loop: false, beginning }, clock, () => now)]
    expect(clock.format(b!.at)).toBe('2011-12-24T09:30:00-05:00')
    expect(clock.format(a!.at)).toBe('2011-12-23T08:00:00-05:00')
    expect(clock.format(a!.dueAt!)).toBe('2011-12-30T08:00:00-05:00')
  })

  it('goes to yesterday when today the time of day is still to come', () => {
    expect(daysToNow(at('2011-07-02T09:30:00-04:00'), at('2011-07-04T09:00:00-04:00'), clock)).toBe(1)
    expect(daysToNow(at('2011-07-02T09:30:00-04:00'), at('2011-07-04T10:00:00-04:00'), clock)).toBe(2)
  })

  it('leaves ids and times of a first unshifted pass alone', () => {
    expect([...planPasses(stream, { shift: 'none', loop: false, beginning: START }, clock, () => 0)])
      .toEqual(stream)
  })
})

describe('looping', () => {
  const stream = [event('a', '2011-07-01T08:00:00-04:00'), event('b', '2011-07-02T09:30:00-04:00')]

  it('goes on with new cases on the day after the last', () => {
    const events = take(5, planPasses(stream, { shift: 'none', loop: true, beginning: START }, clock, () => 0))
    expect(events.map(e => [e.id, e.caseId, clock.format(e.at).slice(0, 16)])).toEqual([
      ['a', 'a', '2011-07-01T08:00'],
      ['b', 'b', '2011-07-02T09:30'],
      ['a~2', 'a~2', '2011-07-03T08:00'],
      ['b~2', 'b~2', '2011-07-04T09:30'],
      ['a~3', 'a~3', '2011-07-05T08:00'],
    ])
  })

  it('with a shift puts every pass before its own now, never into the future', () => {
    let now = at('2011-12-24T12:00:00-05:00')
    const passes = planPasses(stream, { shift: 'days', loop: true, beginning: START }, clock, () => now)
    passes.next()
    passes.next()
    now = at('2011-12-26T12:00:00-05:00')
    const { value } = passes.next() as IteratorYieldResult<CompactEvent>
    expect(clock.format(value.at)).toBe('2011-12-25T08:00:00-05:00')
  })
})

describe('the pace', () => {
  it('sends everything at once at full speed', () => {
    expect(createPace('max', 0, () => 7)(event('a', '2011-07-01T08:00:00-04:00'))).toBe(-Infinity)
  })

  it('lets event time run as many times as fast as the clock, after the warm days', () => {
    const pace = createPace(60, at('2011-07-02T08:00:00-04:00'), () => 1000)
    expect(pace(event('a', '2011-07-01T08:00:00-04:00'))).toBe(-Infinity)
    expect(pace(event('b', '2011-07-02T07:59:00-04:00'))).toBe(-Infinity)
    expect(pace(event('c', '2011-07-02T09:00:00-04:00'))).toBe(1000)
    expect(pace(event('d', '2011-07-02T10:00:00-04:00'))).toBe(1000 + 60_000)
  })

  it('starts its clock anew with every pass, so that no pass comes in one burst', () => {
    let now = 0
    const pace = createPace(60, -Infinity, () => now)
    pace(event('a', '2011-07-01T08:00:00-04:00'))
    expect(pace(event('b', '2011-07-02T08:00:00-04:00'))).toBe(1_440_000)
    for (let passes = 0; passes < 2; passes++) {
      now += 1_440_000
      expect(pace(event('a', '2011-07-01T08:00:00-04:00'))).toBe(now)
      expect(pace(event('b', '2011-07-02T08:00:00-04:00'))).toBe(now + 1_440_000)
    }
  })
})

describe('a replay', () => {
  let folder: string
  let from: string
  // The first rows of Boston are enough here, and quick to read.
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'gridwall-replay-'))
    from = path.join(folder, 'boston.csv')
    const packed = await readFile(path.join(PROFILES, 'boston/data/boston-311-2011-07-to-10.csv.gz'))
    const lines = gunzipSync(packed).toString().split('\n')
    await writeFile(from, `${lines.slice(0, 501).join('\n')}\n`)
  })
  afterAll(async () => rm(folder, { recursive: true }))

  const until = at('2011-07-02T00:00:00-04:00')

  it('writes a file with the first day of Boston and tells what it did', async () => {
    const io = buildIo()
    const out = path.join(await buildFolder(), 'events.ndjson.gz')
    const summary = await runReplay({ from, profile: 'boston', until, destination: { out } }, io)
    const lines = gunzipSync(await readFile(out)).toString().trimEnd().split('\n')
    expect(lines).toHaveLength(summary.sent)
    expect(lines[0]).toContain('"id":"BOS-101000295613-reported"')
    expect(summary).toMatchObject({ accepted: summary.sent, rejected: 0, interrupted: false })
    expect(io.printed.join('')).toContain('read 500 rows, left out 0, rejected 0\n')
  })

  it('takes its own output as a source', async () => {
    const [first, second] = ['1.ndjson', '2.ndjson'].map(name => path.join(folder, name))
    await runReplay({ from, profile: 'boston', until, destination: { out: first! } }, buildIo())
    const again = { from: first!, profile: 'boston', destination: { out: second! } }
    await runReplay(again, buildIo())
    const events = async (file: string): Promise<unknown[]> =>
      (await readFile(file, 'utf8')).trimEnd().split('\n').map(line => JSON.parse(line) as unknown)
    expect(await events(second!)).toEqual(await events(first!))
  })

  it('takes as long as the pace asks', async () => {
    const io = buildIo()
    const out = path.join(await buildFolder(), 'events.ndjson')
    const options = { from, profile: 'boston', until, speed: 600, destination: { out } } as const
    const { seconds } = await runReplay(options, io)
    const span = (at('2011-07-01T23:59:00-04:00') - at('2011-07-01T01:32:33-04:00')) / 600_000
    expect(seconds).toBeGreaterThan(span * 0.9)
    expect(seconds).toBeLessThan(span * 1.1)
  })

  it('ends with its summary when it is interrupted', async () => {
    const io = buildIo()
    io.end.abort()
    const out = path.join(await buildFolder(), 'events.ndjson')
    const summary = await runReplay({ from, profile: 'boston', destination: { out } }, io)
    expect(summary).toMatchObject({ sent: 0, interrupted: true })
    expect(io.printed.join('')).toContain('interrupted')
  })

  it.each([
    [{ from: 'nowhere.csv' }, 'cannot read nowhere.csv (ENOENT)'],
    [{ profile: 'atlantis' }, 'no profile.json in'],
    [{ profile: 'dongying' }, 'has no mapping.json'],
    [{ until: 0 }, 'gives no event'],
    [{ destination: { out: '/nowhere/at/all' } }, 'cannot write /nowhere/at/all'],
  ])('with %j says what is wrong', async (changes, message) => {
    const options = { from, profile: 'boston', until, destination: { out: '/dev/null' }, ...changes }
    await expect(runReplay(options, buildIo())).rejects.toThrow(message)
  })
})
