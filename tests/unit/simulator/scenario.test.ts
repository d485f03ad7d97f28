import type { CaseEvent } from '../../../contract/case-event.ts'
import type { ScenarioOptions } from '../../../simulator/scenario/run-scenario.ts'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { Compile } from 'typebox/compile'
import { describe, expect, it } from 'vitest'
import { loadCity } from '../../../city/load-city.ts'
import { CaseEvent as CaseEventSchema } from '../../../contract/case-event.ts'
import { runScenario } from '../../../simulator/scenario/run-scenario.ts'
import { buildFolder, buildIo, PROFILES } from './sim-fixtures.ts'

const HOUR_MS = 3_600_000
const START = Date.parse('2025-07-19T06:00:00+08:00')
const CALM = {
  about: 'a day',
  profile: 'dongying',
  start: '2025-07-19T06:00',
  length: '12:00',
  historyDays: 1,
  perDay: 700,
  episodes: [] as object[],
}

async function play(
  episodes: object[],
  changes: Partial<ScenarioOptions> = {},
  io = buildIo(),
  file: object = {},
): Promise<string[]> {
  const folder = await buildFolder()
  const script = path.join(folder, 'script.json')
  const out = path.join(folder, 'out.ndjson')
  await writeFile(script, JSON.stringify({ ...CALM, episodes, ...file }, null, 1))
  const options = { file: script, seed: 1, speed: 'max', live: false, loop: false } as const
  await runScenario({ ...options, destination: { out }, ...changes }, io)
  return (await readFile(out, 'utf8')).trimEnd().split('\n')
}

function parse(lines: readonly string[]): CaseEvent[] {
  return lines.map(line => JSON.parse(line) as CaseEvent)
}

const at = (event: CaseEvent): number => (Date.parse(event.at) - START) / HOUR_MS
function within(event: CaseEvent, from: number, to: number): boolean {
  return at(event) >= from && at(event) < to
}

describe('a scenario', () => {
  const surge = {
    kind: 'surge',
    from: '02:00',
    to: '06:00',
    rise: '01:00',
    fall: '01:00',
    cases: [{ category: '积水内涝', titles: ['{road}暴雨积水'] }],
    regions: ['文汇街道', '370502002'],
    casesPerHour: 60,
  }

  it('is the same, byte for byte, for the same seed, and another for another', async () => {
    const all = [
      surge,
      { kind: 'silence', from: '03:00', to: '05:00', departments: ['城市管理局'], catchUp: '01:00' },
      { kind: 'duplicates', from: '01:00', to: '05:00', share: 0.5, copies: 1, within: '00:10' },
      { kind: 'slump', from: '00:00', to: '12:00', share: 0.5 },
      { kind: 'blackout', from: '06:00', to: '07:00', catchUp: '00:10' },
      { kind: 'season', from: '00:00', to: '12:00', factor: 1.5 },
    ]
    const lines = await play(all)
    expect((await play(all)).join()).toBe(lines.join())
    expect((await play(all, { seed: 2 })).join()).not.toBe(lines.join())
    const shape = Compile(CaseEventSchema)
    expect(parse(lines).filter(event => !shape.Check(event))).toEqual([])
  })

  it('without episodes lasts from its history to its end', async () => {
    const events = parse(await play([]))
    const times = events.map(at)
    expect(times).toEqual(times.toSorted((a, b) => a - b))
    expect(times[0]).toBeLessThan(-25)
    expect(times.at(-1)).toBeLessThanOrEqual(12)
    expect(times.at(-1)).toBeGreaterThan(11.9)
  })

  it('surge: brings its cases to its streets, rising and fading, and leaves the others', async () => {
    const [calm, stormy] = [await play([]), await play([surge])]
    expect(stormy.filter(line => calm.includes(line))).toEqual(calm)
    const added = parse(stormy.filter(line => !calm.includes(line))).filter(e => e.type === 'reported')
    expect(added).toHaveLength(60 * 3)
    expect(added.filter(event => event.category !== 'emergency.flooding'
      || !/^370502(?:001|002)/.test(event.region!)
      || !event.title!.endsWith('暴雨积水'))).toEqual([])
    const counts = [2, 3, 4, 5].map(hour => added.filter(e => within(e, hour, hour + 1)).length)
    expect(counts).toEqual([30, 60, 60, 30])
  })

  it('season: makes cases of a kind more or fewer, and quicker to close', async () => {
    const count = (events: CaseEvent[], prefix: string): number => events.filter(e =>
      e.type === 'reported' && e.category!.startsWith(prefix) && within(e, 0, 12)).length
    const calm = parse(await play([]))
    const all = { from: '00:00', to: '12:00' }
    const festive = parse(await play([
      { kind: 'season', ...all, categories: ['市容环境'], factor: 2.5 },
      { kind: 'season', ...all, categories: ['市场监管'], factor: 0 },
    ]))
    expect(count(calm, 'market')).toBeGreaterThan(10)
    expect(count(festive, 'market')).toBe(0)
    const ratio = count(festive, 'city-order') / count(calm, 'city-order')
    expect(ratio).toBeGreaterThan(2.2)
    expect(ratio).toBeLessThan(2.8)
    expect(count(festive, 'environment')).toBe(count(calm, 'environment'))
    const quick = parse(await play([{ kind: 'season', ...all, factor: 1, handling: 0.2 }]))
    const closed = (events: CaseEvent[]): number =>
      events.filter(e => e.type === 'closed' && within(e, 0, 12)).length
    expect(closed(quick)).toBeGreaterThan(closed(calm) * 1.2)
  })

  it('silence: nobody answers, then the backlog is worked off, and nothing is lost', async () => {
    const silence = { kind: 'silence', from: '03:00', to: '06:00', departments: ['城市管理局'], catchUp: '02:00' }
    const calm = parse(await play([]))
    const silent = parse(await play([silence]))
    const ofOffice = new Set(calm.filter(e => e.type === 'dispatched' && e.department === '城市管理局').map(e => e.caseId))
    const answers = (events: CaseEvent[], from: number, to: number): number => events.filter(e =>
      ofOffice.has(e.caseId) && /accepted|resolved/.test(e.type) && within(e, from, to)).length
    expect(answers(calm, 3, 6)).toBeGreaterThan(30)
    expect(answers(silent, 3, 6)).toBe(0)
    expect(answers(silent, 6, 8)).toBeGreaterThan(answers(calm, 3, 6))
    const others = (events: CaseEvent[]): string[] =>
      events.filter(e => !ofOffice.has(e.caseId)).map(e => e.id)
    expect(others(silent)).toEqual(others(calm))
    const reported = new Map(silent.filter(e => e.type === 'reported').map(e => [e.caseId, at(e)]))
    expect(silent.filter(event => at(event) < (reported.get(event.caseId) ?? Infinity))).toEqual([])
  })

  it('slump: the share of unhappy answers rises while it lasts', async () => {
    const unhappy = (events: CaseEvent[], from: number, to: number): number => {
      const answers = events.filter(e => e.satisfaction !== undefined && within(e, from, to))
      return answers.filter(e => e.satisfaction!.includes('dissatisfied')).length / answers.length
    }
    const slump = { kind: 'slump', from: '00:00', to: '12:00', share: 0.6 }
    const changes = { historyDays: 3 }
    const calm = parse(await play([], {}, buildIo(), changes))
    const bad = parse(await play([slump], {}, buildIo(), changes))
    expect(unhappy(calm, 0, 12)).toBeLessThan(0.12)
    expect(unhappy(bad, 0, 12)).toBeGreaterThan(0.5)
    expect(unhappy(bad, -48, 0)).toBe(unhappy(calm, -48, 0))
    expect(bad.map(e => e.id)).toEqual(calm.map(e => e.id))
  })

  it('duplicates: lines come again word for word, only from the named channel', async () => {
    const calm = await play([])
    const twice = await play([{ kind: 'duplicates', from: '02:00', to: '04:00', channels: ['12345热线'], share: 1, copies: 2, within: '00:10' }])
    const [seen, again]: [Set<string>, string[]] = [new Set(), []]
    for (const line of twice) {
      if (seen.has(line))
        again.push(line)
      seen.add(line)
    }
    expect([...seen]).toEqual(calm)
    expect(again.length).toBeGreaterThan(200)
    const channelOf = new Map(parse(calm).filter(e => e.type === 'reported').map(e => [e.caseId, e.channel]))
    expect(new Set(parse(again).map(e => channelOf.get(e.caseId)))).toEqual(new Set(['hotline']))
    expect(parse(again).filter(event => !within(event, 2, 4))).toEqual([])
  })

  it('blackout: what happened meanwhile comes after it, in order and with its times', async () => {
    const calm = await play([])
    const dark = await play([{ kind: 'blackout', from: '04:00', to: '05:00', catchUp: '00:30' }])
    expect(dark.toSorted()).toEqual(calm.toSorted())
    const order = parse(dark).map(at)
    const held = order.flatMap((time, i) => time >= 4 && time < 5 ? [{ time, i }] : [])
    expect(held.length).toBeGreaterThan(100)
    expect(held.map(h => h.time)).toEqual(held.map(h => h.time).toSorted((a, b) => a - b))
    const back = order.findIndex(time => time >= 5)
    expect(held[0]!.i).toBe(order.findLastIndex(time => time < 4) + 1)
    expect(held.filter(({ i }) => i < back).length).toBeLessThan(held.length / 20)
    expect(held.at(-1)!.i).toBeGreaterThan(back + 20)
    expect(held.at(-1)!.i).toBeLessThan(order.findIndex(time => time >= 5.51))
  })

  it('loop: begins the timeline again, the cases go on and no id comes twice', async () => {
    const io = buildIo()
    const end = io.now() + 3 * 12 * HOUR_MS / 3600
    const sleep = io.sleep
    const ending = { ...io, sleep: async (ms: number) => {
      await sleep(ms)
      if (io.now() >= end)
        io.end.abort()
    } }
    const events = parse(await play([surge], { loop: true, speed: 3600 }, ending))
    const added = events.filter(e => e.type === 'reported' && e.id.includes('-S1'))
    const perPass = [0, 12, 24].map(from =>
      added.filter(e => within(e, from, from + 12)).length)
    expect(perPass).toEqual([180, 180, 180])
    expect(new Set(events.map(e => e.id)).size).toBe(events.length)
  })

  it('live: happens now, as many times closer as it is faster, and late stays late', async () => {
    const begin = Date.parse('2026-11-21T10:00:00Z')
    const lines = await play([surge], { live: true, speed: 60 }, buildIo(begin))
    const live = parse(lines).filter(event => Date.parse(event.at) >= begin)
    expect(live.length).toBeGreaterThan(500)
    const newest = Math.max(...live.map(e => Date.parse(e.at)))
    expect(newest).toBeLessThanOrEqual(begin + 12 * HOUR_MS / 60)
    const cases = live.filter(e => e.category === 'emergency.flooding' && e.dueAt)
    const allowed = cases.map(e => Date.parse(e.dueAt!) - Date.parse(e.at))
    expect(new Set(allowed.map(ms => Math.round(ms / 1000)))).toEqual(new Set([2 * 3600 / 60]))
    const history = new Set(parse(lines).filter(e => Date.parse(e.at) < begin).map(e => e.caseId))
    expect(live.some(event => history.has(event.caseId) && event.type === 'closed')).toBe(true)
  })
})

describe('the delivered scenarios', () => {
  it.each(['rainstorm', 'ordinary-day', 'visit-day', 'overload'])('%s fits its profile', async (file) => {
    const out = path.join(await buildFolder(), 'out.ndjson')
    const io = buildIo()
    io.end.abort()
    const options = { file, seed: 1, speed: 'max', live: false, loop: false } as const
    const summary = await runScenario({ ...options, destination: { out } }, io)
    expect(summary).toMatchObject({ sent: 0, interrupted: true })
  })

  it('visit-day shows nothing that a visited wall must not show', async () => {
    const visit = JSON.parse(await readFile(path.join(PROFILES, '../simulator/scenarios/visit-day.json'), 'utf8')) as object
    const events = parse(await play([], {}, buildIo(), { ...visit, historyDays: 1, perDay: 1500 }))
    const city = await loadCity(path.join(PROFILES, 'dongying'))
    const sensitive = [...city.categories.values()].filter(c => c.sensitive).map(c => c.code)
    expect(sensitive.length).toBeGreaterThan(0)
    const shown = new Set(events.map(event => event.category))
    expect(sensitive.filter(code => shown.has(code))).toEqual([])
    expect([...shown]).not.toContain('disputes.labour')
    expect([...shown]).toContain('other.praise')
  })
})

describe('what is wrong with a scenario', () => {
  async function complaint(episodes: object[], file: object = {}): Promise<string[]> {
    const error: Error = await play(episodes, {}, buildIo(), file).then(() => new Error('played'), (e: Error) => e)
    return error.message.replaceAll(/:\d+:/g, ':').split('\n').slice(1)
  }

  it('is told with the file and the path, all of it', async () => {
    expect(await complaint([
      { kind: 'surge', from: '1:00', to: '02:00', cases: [], casesPerHour: 0 },
      { kind: 'storm' },
      { kind: 'slump', from: '00:00', to: '01:00', share: 2, mood: 'bad' },
    ], { perDay: 0 })).toEqual([`script.json: /perDay must be >= 1, correct it`])
    expect(await complaint([
      { kind: 'surge', from: '1:00', to: '02:00', cases: [], casesPerHour: 0 },
      { kind: 'storm' },
      { kind: 'slump', from: '00:00', to: '01:00', share: 2, mood: 'bad' },
    ])).toEqual([
      'script.json: /episodes/0/from must match pattern "^\\d{2,3}:[0-5]\\d$", correct it',
      'script.json: /episodes/0/cases must not have fewer than 1 items, correct it',
      'script.json: /episodes/0/casesPerHour must be > 0, correct it',
      'script.json: /episodes/1/kind must be one of surge, season, silence, slump, duplicates, blackout',
      'script.json: /episodes/2/share must be <= 1, correct it',
      'script.json: /episodes/2/mood is not a key of this format, remove it or correct its spelling',
    ])
  })

  it('names the names that the city does not know, and those that it knows twice', async () => {
    expect(await complaint([
      { kind: 'season', from: '02:00', to: '01:00', factor: 1, regions: ['文会街道', '经济开发区直属乡镇'], categories: ['积水'] },
      { kind: 'silence', from: '00:00', to: '13:00', departments: ['水务局'], catchUp: '00:00' },
      { kind: 'surge', from: '00:00', to: '01:00', rise: '02:00', cases: [{ category: '应急灾害', titles: ['x'] }, { category: '积水内涝', titles: ['{sea}'] }], casesPerHour: 1 },
    ], { start: '2025-02-30T00:00' })).toEqual(expect.arrayContaining([
      `script.json: '2025-02-30T00:00' is no time of the calendar, correct it`,
      'script.json: the episode ends at 01:00, not after its begin at 02:00',
      'script.json: the episode ends at 13:00, after the end of the timeline',
      expect.stringMatching(/no region of the profile has the code or the name '文会街道'; like it are .*文汇街道 \(370502001\)/),
      expect.stringMatching(/2 regions are called '经济开发区直属乡镇' \(370571400, 370572402\), give the code/),
      expect.stringMatching(/no category of the profile has the code or the name '积水'.*积水内涝 \(emergency\.flooding\)/),
      expect.stringMatching(/no department of the profile has the code or the name '水务局'/),
      `script.json: generator.json has no shape for 'emergency', name one of its categories`,
      `script.json: '{sea}' is not in places of generator.json, correct it`,
      'script.json: the surge rises and falls for longer than it lasts, shorten rise or fall',
    ]))
  })

  it('names the delivered ones when there is no such file', async () => {
    await expect(play([], { file: 'snowstorm' })).rejects.toThrow('ordinary-day, overload, rainstorm, visit-day')
  })
})
