import type { Evidence } from '../../../../simulator/load/verdict.ts'
import { describe, expect, it } from 'vitest'
import { toBatch } from '../../../../simulator/load/producers/batch.ts'
import { addCounts, countAnswer, noCounts } from '../../../../simulator/load/producers/sent-tally.ts'
import { createRateSearch } from '../../../../simulator/load/rate-search.ts'
import { createArrivals, createCrossings } from '../../../../simulator/load/screens/arrivals.ts'
import { judge } from '../../../../simulator/load/verdict.ts'

const COUNTS = {
  ...noCounts(),
  lines: 112,
  events: 100,
  copies: 10,
  bad: 2,
  answered: 112,
  accepted: 100,
  duplicates: 10,
  rejected: 2,
}
const RIGHT: Evidence = {
  counts: COUNTS,
  held: 50,
  ledgerSeq: 150,
  pending: 0,
  oracleEvents: 150,
  unlike: 0,
  screens: { wanted: 3, shown: 3, behind: 0, differing: 0, unseen: 0 },
  pixels: { unseen: 0, complaints: 0 },
  compared: 1000,
  differences: [],
  notes: [],
  scopes: 'all',
}
const DIFFERENCE = {
  what: 'closure@1',
  place: 'metrics',
  scope: 'c',
  window: 'month',
  variant: 'net pooled',
  theirs: '1',
  ours: '2',
}

describe('the verdict', () => {
  it('is exact when everything is accounted for', () => {
    expect(judge(RIGHT)).toMatchObject({ exact: true, compared: 1000, differenceCount: 0 })
  })

  it.each<[string, Partial<Evidence>]>([
    ['a number differs', { differences: [DIFFERENCE] }],
    ['a line has no answer', { counts: { ...COUNTS, answered: 111 } }],
    ['an event was not accepted', { counts: { ...COUNTS, accepted: 99 } }],
    ['a repetition was taken for new', { counts: { ...COUNTS, accepted: 101, duplicates: 9 } }],
    ['a bad line was taken', { counts: { ...COUNTS, rejected: 1 } }],
    ['a good line was rejected', { counts: { ...COUNTS, wrongRejections: 1 } }],
    ['somebody else sent as well', { ledgerSeq: 151 }],
    ['the server does not say how many it has', { ledgerSeq: null }],
    ['something is not in ClickHouse', { pending: 1 }],
    ['the oracle made other events', { unlike: 1 }],
    ['a screen is behind', { screens: { ...RIGHT.screens!, behind: 1 } }],
    ['a screen shows something else', { screens: { ...RIGHT.screens!, differing: 1 } }],
    ['the page complained', { pixels: { unseen: 0, complaints: 1 } }],
  ])('is not exact when %s', (_, change) => {
    expect(judge({ ...RIGHT, ...change }).exact).toBe(false)
  })

  it('does not ask which sending was the first after an answer was lost', () => {
    const counts = { ...COUNTS, lost: 1, accepted: 95, duplicates: 15 }
    expect(judge({ ...RIGHT, counts }).exact).toBe(true)
    expect(judge({ ...RIGHT, counts: { ...counts, duplicates: 14 } }).exact).toBe(false)
  })
})

describe('answers to a batch', () => {
  const batch = toBatch([
    { kind: 'event', text: '{"id":"a"}' },
    { kind: 'bad', text: '{', code: 'malformed_json' },
    { kind: 'copy', text: '{"id":"a"}' },
  ])
  const answer = { accepted: 1, duplicates: 1, rejectedCount: 1, seq: 1 }
  const rejection = { line: 2, id: null, code: 'malformed_json' as const, message: '' }

  it('are as they should be', () => {
    const counts = noCounts()
    countAnswer(counts, batch, { ...answer, rejected: [rejection] }, [])
    expect(counts).toMatchObject({ answered: 3, accepted: 1, rejected: 1, wrongRejections: 0 })
    expect(batch).toMatchObject({ lines: 3, events: 1, copies: 1 })
    expect(batch.body.toString()).toBe('{"id":"a"}\n{\n{"id":"a"}\n')
  })

  it.each([
    ['with another code', [{ ...rejection, code: 'bad_time' as const }], 1],
    ['of another line', [{ ...rejection, line: 1 }], 2],
    ['not at all', [], 1],
  ])('are wrong when a line is rejected %s', (_, rejected, wrong) => {
    const counts = noCounts()
    const examples: string[] = []
    countAnswer(counts, batch, { ...answer, rejected }, examples)
    expect(counts.wrongRejections).toBe(wrong)
    expect(examples).toHaveLength(wrong)
  })

  it('of several producers are added up, and the latest of their delays kept', () => {
    expect(addCounts([{ ...COUNTS, latestMs: 5 }, { ...COUNTS, latestMs: 3 }]))
      .toMatchObject({ lines: 224, latestMs: 5 })
  })
})

describe('arrivals', () => {
  it('say when the first frame came that contains a point of the ledger', () => {
    const arrivals = createArrivals()
    arrivals.add(10, 100)
    arrivals.add(10, 150)
    arrivals.add(25, 200)
    expect([1, 10, 11, 25, 26].map(arrivals.shownAt)).toEqual([100, 100, 200, 200, null])
  })

  it('settle a departure once all screens have shown it, with every screen\'s own time', () => {
    const screens = [createArrivals(), createArrivals()]
    const crossings = createCrossings(() => screens)
    const waits: number[] = []
    const settle = (): void => crossings.settle(waitMs => void waits.push(waitMs))
    crossings.add([{ dueMs: 50, seq: 10 }, { dueMs: 60, seq: 20 }])
    screens[0]!.add(20, 100)
    settle()
    expect(waits).toEqual([])
    screens[1]!.add(12, 130)
    settle()
    expect(waits).toEqual([50, 80])
    expect(crossings.open()).toBe(1)
  })
})

describe('the search for the highest rate', () => {
  function search(first: number, limit: number): { tried: number[], best: number | null } {
    const rates = createRateSearch(first, 100_000)
    const tried: number[] = []
    for (let rate = rates.next(); rate !== null; rate = rates.next()) {
      tried.push(rate)
      rates.told(rate, rate <= limit)
    }
    return { tried, best: rates.best() }
  }

  it('comes within a tenth of it, from below and from above', () => {
    for (const first of [1000, 40_000]) {
      const { tried, best } = search(first, 9000)
      expect(best).toBeLessThanOrEqual(9000)
      expect(best).toBeGreaterThan(9000 / 1.1)
      expect(tried.length).toBeLessThan(12)
    }
  })

  it('ends where nothing passes, and where everything does', () => {
    expect(search(1000, 0).best).toBeNull()
    expect(search(1000, Infinity).best).toBe(100_000)
  })
})
