import type { CaseEvent as CaseEventType } from '../../../contract/case-event.ts'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Compile } from 'typebox/compile'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadCity } from '../../../city/load-city.ts'
import { CaseEvent } from '../../../contract/case-event.ts'
import { runGenerate } from '../../../simulator/generate/run-generate.ts'
import { buildIo, PROFILES } from './sim-fixtures.ts'

const END = Date.parse('2026-11-21T18:00:00+08:00')
const BASE = { profile: 'dongying', days: 20, perDay: 250, seed: 7, end: END }

let folder: string
let files = 0
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'gridwall-generate-'))
})
afterAll(async () => rm(folder, { recursive: true }))

async function generate(changes: object = {}, io = buildIo(END)): Promise<string[]> {
  files += 1
  const out = path.join(folder, `${files}.ndjson`)
  await runGenerate({ ...BASE, destination: { out }, ...changes }, io)
  return (await readFile(out, 'utf8')).trimEnd().split('\n')
}

function parse(lines: readonly string[]): CaseEventType[] {
  return lines.map(line => JSON.parse(line) as CaseEventType)
}

describe('a made-up history', () => {
  let lines: string[]
  let events: CaseEventType[]
  beforeAll(async () => {
    lines = await generate()
    events = parse(lines)
  })

  it('is the same, byte for byte, for the same seed and another for another', async () => {
    expect((await generate()).join()).toBe(lines.join())
    expect((await generate({ seed: 8 })).join()).not.toBe(lines.join())
  })

  it('holds the same cases when it ends a day later', async () => {
    const later = await generate({ end: END + 86_400_000, days: 21 })
    expect(later.slice(0, lines.length)).toEqual(lines)
  })

  it('consists of events that the contract and the profile take', async () => {
    const city = await loadCity(path.join(PROFILES, 'dongying'))
    const shape = Compile(CaseEvent)
    const codes = [['region', city.regions], ['category', city.categories], ['channel', city.channels]] as const
    const wrong = events.filter(event => !shape.Check(event)
      || codes.some(([key, known]) => event[key] !== undefined && !known.has(event[key])))
    expect(wrong).toEqual([])
    const bare = events.filter(({ type, region, category, channel }) =>
      type === 'reported' && !(region && category && channel))
    expect(bare).toEqual([])
  })

  it('comes in the order of times, has unique ids and begins every case with its report', () => {
    const times = events.map(event => Date.parse(event.at))
    expect(times).toEqual(times.toSorted((a, b) => a - b))
    expect(times.at(-1)).toBeLessThanOrEqual(END)
    expect(new Set(events.map(event => event.id)).size).toBe(events.length)
    const first = new Map(events.toReversed().map(event => [event.caseId, event.type]))
    expect(new Set(first.values())).toEqual(new Set(['reported']))
  })

  it('looks like a city: mix of channels, steps a case, lateness, answers', () => {
    const reported = events.filter(event => event.type === 'reported')
    const closed = new Map(events.filter(e => e.type === 'closed').map(e => [e.caseId, e.at]))
    const due = reported.filter(({ dueAt }) => dueAt && Date.parse(dueAt) < END)
    const onTime = due.filter(({ caseId, dueAt }) =>
      Date.parse(closed.get(caseId) ?? '9999-01-01') <= Date.parse(dueAt ?? ''))
    const answers = events.filter(event => event.satisfaction !== undefined)
    const happy = answers.filter(({ satisfaction }) => satisfaction === 'very_satisfied')
    const share = (part: unknown[], whole: unknown[]): number => part.length / whole.length
    expect(reported.length).toBeGreaterThan(BASE.days * BASE.perDay * 0.9)
    expect(share(reported.filter(e => e.channel === 'hotline'), reported)).toBeCloseTo(0.6, 1)
    expect(share(events, reported)).toBeGreaterThan(5)
    expect(share(events, reported)).toBeLessThan(6.2)
    expect(share(onTime, due)).toBeGreaterThan(0.955)
    expect(share(onTime, due)).toBeLessThan(0.99)
    expect(share(happy, answers)).toBeCloseTo(0.58, 1)
    expect(reported.filter(event => event.lon === undefined).length).toBeGreaterThan(0)
    expect(reported.filter(event => /[{}]|1\d{10}/.test(event.title ?? '{'))).toEqual([])
  })

  it('shows every side move', () => {
    const types = new Set(events.map(event => event.type))
    expect([...types]).toEqual(expect.arrayContaining(['urged', 'reopened', 'reassigned', 'extended', 'excluded', 'amended']))
  })
})

describe('a live stream', () => {
  it('goes on with the open cases of the history and new ones, at its rate, always now', async () => {
    const io = buildIo(END)
    const sleep = io.sleep
    const live = { ...io, sleep: async (ms: number) => {
      await sleep(ms)
      if (io.now() >= END + 60_000)
        io.end.abort()
    } }
    const history = await generate()
    const events = parse(await generate({ liveRate: 20 }, live)).slice(history.length)
    expect(events.length).toBeGreaterThan(60 * 20 * 0.95)
    expect(events.length).toBeLessThan(60 * 20 * 1.05)
    const ages = events.map(event => Date.parse(event.at) - END)
    expect(Math.min(...ages)).toBeGreaterThanOrEqual(0)
    expect(Math.max(...ages)).toBeLessThanOrEqual(60_000)
    const old = new Set(parse(history).map(event => event.caseId))
    const born = new Set(events.filter(e => e.type === 'reported').map(e => e.caseId))
    const strays = events.filter(({ caseId }) => !old.has(caseId) && !born.has(caseId))
    expect(strays).toEqual([])
    expect(events.some(({ caseId }) => old.has(caseId))).toBe(true)
    expect(born.size).toBeGreaterThan(100)
  })
})

it('goes on as busy as the same hour before, where no rate is given', async () => {
  const HOUR_MS = 3_600_000
  const begin = Date.parse('2026-11-20T09:00:00+08:00')
  const io = buildIo(begin)
  const sleep = io.sleep
  const live = { ...io, sleep: async (ms: number) => {
    await sleep(ms)
    if (io.now() >= begin + HOUR_MS)
      io.end.abort()
  } }
  const events = parse(await generate({ liveRate: 'own', end: begin }, live))
  const within = (from: number) => events.filter(({ at }) =>
    Date.parse(at) > from && Date.parse(at) <= from + HOUR_MS).length
  const now = within(begin)
  // The same hour of the four weekdays before.
  const usual = [1, 2, 3, 7].map(days => within(begin - days * 24 * HOUR_MS))
  expect(now).toBeGreaterThan(Math.min(...usual) * 0.7)
  expect(now).toBeLessThan(Math.max(...usual) * 1.3)
})

describe('the shapes of a profile', () => {
  it('are needed', async () => {
    const profile = path.join(PROFILES, '../tests/fixtures/profiles/noon')
    await expect(generate({ profile })).rejects.toThrow('noon has no generator.json')
  })
})
