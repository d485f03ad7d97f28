import type { NormalEvent } from '../../../server/intake/normal-event.ts'
import type { Offer } from '../../../server/intake/plan-group.ts'
import type { StateStore } from '../../../server/intake/state-store.ts'
import type { Writer } from '../../../server/intake/writer.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { loadCity } from '../../../city/load-city.ts'
import { createCalendar } from '../../../server/calendar.ts'
import { toVersionFacts } from '../../../server/intake/case-version.ts'
import { EMPTY_STATE, foldEvent } from '../../../server/intake/fold.ts'
import { newMeta, openStateStore } from '../../../server/intake/state-store.ts'
import { createWriter } from '../../../server/intake/writer.ts'
import { createServiceLevels } from '../../../server/service-levels.ts'
import { arbitraryHistory } from '../../helpers/arbitrary-events.ts'
import { temporaryDirectory } from '../../helpers/temporary-directory.ts'

const NOW = Date.UTC(2026, 10, 21)
const city = await loadCity('profiles/boston')
const calendar = createCalendar(city.timezone, city.calendar)
const context = { city, calendar, serviceLevels: createServiceLevels(city, calendar) }

async function openWriter(): Promise<{ store: StateStore, writer: Writer }> {
  const store = openStateStore(await temporaryDirectory())
  const writer = createWriter({
    store,
    meta: newMeta('f'),
    context,
    onCommitted: () => {},
  })
  return { store, writer }
}

function offers(events: readonly NormalEvent[]): Offer[] {
  return events.map((event, i) =>
    ({ event, line: i + 1, source: 's', receivedAt: NOW, outcome: null }))
}

function report(caseId: string, at: number, more: Partial<NormalEvent> = {}): NormalEvent {
  return {
    id: `${caseId}-reported`,
    caseId,
    type: 'reported',
    at,
    attributes: { region: 'dorchester', category: 'x', channel: 'y' },
    review: null,
    level: null,
    ...more,
  }
}

/** Signed rows of the outbox that do not cancel, as `case cells`. */
function netVersions(store: StateStore): string[] {
  const net = new Map<string, number>()
  for (const { value } of store.outbox.getRange({})) {
    for (const line of value.versions.toString().split('\n').filter(Boolean)) {
      const [sign, version, ...facts] = JSON.parse(line) as [number, number, ...unknown[]]
      const key = JSON.stringify([version, facts])
      net.set(key, (net.get(key) ?? 0) + sign)
    }
  }
  expect([...net.values()].every(count => count === 0 || count === 1)).toBe(true)
  return [...net]
    .filter(([, count]) => count === 1)
    .map(([key]) => JSON.stringify((JSON.parse(key) as unknown[])[1]))
    .sort()
}

function expectedVersions(events: readonly NormalEvent[]): string[] {
  const byCase = new Map<string, NormalEvent[]>()
  for (const event of events)
    byCase.set(event.caseId, [...byCase.get(event.caseId) ?? [], event])
  const factsOf = (caseId: string, own: NormalEvent[]): unknown[] | null =>
    toVersionFacts(caseId, own.reduce(foldEvent, EMPTY_STATE), context)
  return Array.from(byCase, ([caseId, own]) => factsOf(caseId, own))
    .filter(facts => facts !== null)
    .map(facts => JSON.stringify(facts))
    .sort()
}

describe('the writer', () => {
  it('leaves one version a case, that of the accepted set, whatever order and batches', async () => {
    await fc.assert(fc.asyncProperty(
      arbitraryHistory(4, 6),
      fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
      async (events, cuts) => {
        const { store, writer } = await openWriter()
        const all: Offer[] = []
        const pending: Promise<number>[] = []
        // Every batch is sent twice, as an anxious source would. What comes before its report is
        // refused, and may be taken the second time, if an earlier report is known.
        for (let i = 0, c = 0; i < events.length; c++) {
          const batch = events.slice(i, i += cuts[c % cuts.length]!)
          const [first, again] = [offers(batch), offers(batch)]
          all.push(...first, ...again)
          pending.push(writer.write(first), writer.write(again))
        }
        await Promise.all(pending)
        const accepted = all.filter(offer => offer.outcome === 'accepted').map(offer => offer.event)
        expect(netVersions(store)).toEqual(expectedVersions(accepted))
        expect(writer.meta().seq).toBe(accepted.length)
        await writer.close()
        await store.close()
      },
    ), { numRuns: 60 })
  })

  it('takes an event once and calls its repetition a duplicate', async () => {
    const { store, writer } = await openWriter()
    const first = offers([report('a', NOW)])
    const again = offers([report('a', NOW)])
    await Promise.all([writer.write(first), writer.write(again)])
    expect([first[0]!.outcome, again[0]!.outcome]).toEqual(['accepted', 'duplicate'])
    await store.close()
  })

  it('keeps the first of two contents under one id and reports the second', async () => {
    const { store, writer } = await openWriter()
    await writer.write(offers([report('a', NOW)]))
    const other = offers([report('a', NOW, { attributes: { region: 'roxbury' } })])
    await writer.write(other)
    expect(other[0]!.outcome).toMatchObject({ code: 'id_conflict', line: 1, id: 'a-reported' })
    expect(writer.meta().seq).toBe(1)
    await store.close()
  })

  it('counts a case as an orphan until its report comes', async () => {
    const { store, writer } = await openWriter()
    const closing = { ...report('a', NOW), id: 'a-closed', type: 'closed' as const, attributes: {} }
    await writer.write(offers([closing]))
    expect(writer.meta().orphanCases).toBe(1)
    expect(netVersions(store)).toEqual([])
    await writer.write(offers([report('a', NOW - 1000)]))
    expect(writer.meta().orphanCases).toBe(0)
    expect(netVersions(store)).toHaveLength(1)
    await store.close()
  })

  it('refuses a step that lies before the known report of its case', async () => {
    const { store, writer } = await openWriter()
    await writer.write(offers([report('a', NOW)]))
    const early = offers([{ ...report('a', NOW - 1), id: 'a-closed', type: 'closed', attributes: {} }])
    await writer.write(early)
    expect(early[0]!.outcome).toMatchObject({ code: 'before_reported' })
    await store.close()
  })

  it('takes a large request whole, and nothing of what would wait too long behind it', async () => {
    const { store, writer } = await openWriter()
    const many = offers(Array.from({ length: 20_001 }, (_, i) => report(`c${i}`, NOW)))
    const taken = writer.write(many)
    await expect(writer.write(offers([report('late', NOW)])))
      .rejects
      .toMatchObject({ code: 'rate_limited', retryAfterMs: 1000 })
    await taken
    expect(store.readMeta()).toMatchObject({ seq: 20_001 })
    expect(store.cases.get('late')).toBeUndefined()
    await store.close()
  })

  it('has what it acknowledged on disk when the store is opened again', async () => {
    const directory = await temporaryDirectory()
    const store = openStateStore(directory)
    const writer = createWriter({
      store,
      meta: newMeta('f'),
      context,
      onCommitted: () => {},
    })
    await writer.write(offers([report('a', NOW), report('b', NOW)]))
    await store.close()
    const again = openStateStore(directory)
    expect(again.readMeta()?.seq).toBe(2)
    expect(again.cases.get('b')?.version).toBe(1)
    await again.close()
  })
})
