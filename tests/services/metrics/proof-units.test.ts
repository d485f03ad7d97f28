import type { BesideBody } from '../../../contract/answers/beside.ts'
import type { BottomBody } from '../../../contract/answers/bottom.ts'
import type { UnitsBody } from '../../../contract/answers/units.ts'
import type { ProofBody } from '../../../contract/proof.ts'
import type { RecountedCity } from '../../helpers/recounted-city.ts'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { askAnswer, askProof } from '../../helpers/ask-lab.ts'
import { loadRecountedCity } from '../../helpers/recounted-city.ts'
import { sharedEngine } from '../clickhouse/shared-engine.ts'

/** The regions that a proof tells beside the number: their ranks are the wall's. */
let { lab, city, frames } = {} as RecountedCity
/** The whole city, a county, a street, a community. */
let scopes: string[]

beforeAll(async () => {
  const found = await loadRecountedCity(await sharedEngine(), 'proof_units')
  ;({ lab, city, frames } = found)
  scopes = ['city', 'county', 'street', 'community'].map(level =>
    found.scopes.find(code => city.regions.get(code)!.level === level)!)
})

afterAll(async () => {
  await lab?.close()
})

async function ask(query: Record<string, string>): Promise<ProofBody> {
  return askProof(lab, { limit: '1', ...query })
}

const answer = async <T>(name: string, scope: string): Promise<T> => askAnswer<T>(lab, name, scope)

/** What the wall shows beside a region's name, found again among the units. */
function ranksIn({ units }: ProofBody): Map<string, [rank: number | null, value: number | null]> {
  return new Map(units!.map(({ code, rank, value }) => [code, [rank, value]]))
}

it('ranks the units of a mean as the ranking does', async () => {
  let ranked = 0
  for (const scope of scopes.slice(0, 3)) {
    const proof = await ask({ metric: 'on_time', window: '30d', scope, aggregation: 'mean' })
    const rows = frames.get(scope)!.ranking.rows.filter(({ direct }) => !direct)
    expect(ranksIn(proof))
      .toEqual(new Map(rows.map(({ code, rank, onTime }) => [code, [rank, onTime.value]])))
    expect(proof).toMatchObject({ unitsOf: 'below', scoreParts: null })
    ranked += rows.filter(({ rank }) => rank !== null).length
  }
  expect(ranked).toBeGreaterThan(5)
})

it('ranks them as a region stands beside its neighbours, whichever way is better', async () => {
  const body = await answer<BesideBody>('beside', scopes[1]!)
  const seen = new Set<string | undefined>()
  for (const { metric, own, rank, of } of body.metrics) {
    const proof = await ask({ metric, window: '30d', scope: city.root, aggregation: 'mean' })
    expect(ranksIn(proof).get(scopes[1]!), metric).toEqual([rank, own.value])
    expect(proof.units!.filter(({ value }) => value !== null), metric).toHaveLength(of)
    seen.add(proof.definition.better)
  }
  expect(seen).toEqual(new Set(['higher', 'lower']))
})

it('ranks the lowest regions as 后 50 位 does, and leaves out those with few reviews', async () => {
  let ranked = 0
  for (const scope of scopes.slice(0, 3)) {
    const bottom = await answer<BottomBody>('bottom', scope)
    const query = { metric: 'satisfaction', window: '30d', scope, units: 'lowest' }
    const proof = await ask({ ...query, counting: 'net', aggregation: 'pooled' })
    const found = ranksIn(proof)
    for (const { code, rank, satisfaction } of bottom.rows)
      expect(found.get(code), code).toEqual([rank, satisfaction.value])
    const units = proof.units!
    expect(units.filter(({ rank }) => rank !== null)).toHaveLength(bottom.ranked)
    expect(units.filter(({ value, rank }) => value !== null && rank === null))
      .toHaveLength(bottom.few)
    expect(units.every(({ code }) => city.children(code).length === 0)).toBe(true)
    // The number itself and its cases are the same as without.
    const { unitsOf: _, units: __, ...plain } = proof
    expect(await ask({ ...query, units: 'below', counting: 'net', aggregation: 'pooled' }))
      .toMatchObject({ ...plain, asOf: plain.asOf })
    ranked += bottom.few
  }
  expect(ranked).toBeGreaterThan(0)
})

it('tells a count of each region below, without ranks', async () => {
  const scope = scopes[0]!
  const proof = await ask({ metric: 'reported', window: '30d', scope, units: 'below' })
  const { rows } = frames.get(scope)!.ranking
  expect(ranksIn(proof)).toEqual(new Map(rows.filter(({ direct }) => !direct)
    .map(({ code, reported }) => [code, [null, reported]])))
  expect(proof.value).toBe(rows.reduce((sum, { reported }) => sum + reported, 0))
  expect(proof.counted!.numerator!.sum).toBe(proof.value)
})

it('tells the open cases of the smallest regions, also of those that are no scopes', async () => {
  let inPlaces = 0
  for (const scope of scopes) {
    const units = await answer<UnitsBody>('units', scope)
    const proof = await ask({ metric: 'open', scope, units: 'lowest', counting: 'net' })
    const busy = proof.units!.filter(({ value }) => value! > 0)
    expect([busy.length, proof.units!.length], scope).toEqual([units.busy, units.all])
    const found = ranksIn(proof)
    for (const { code, open, direct } of units.rows) {
      if (!direct)
        expect(found.get(code)![1], code).toBe(open)
    }
    for (const { code, places, direct } of units.rows.slice(0, 5)) {
      if (direct || !city.isScope(code))
        continue
      const within = await ask({ metric: 'open', scope: code, units: 'lowest', counting: 'net' })
      expect(within.units!.filter(({ value }) => value! > 0), code).toHaveLength(places)
      inPlaces += places
    }
  }
  expect(inPlaces).toBeGreaterThan(0)
})

it('leads from each unit to its own proof', async () => {
  const community = scopes[3]!
  for (const query of [
    { metric: 'on_time', window: '30d', scope: scopes[0]!, units: 'below', category: 'disputes' },
    { metric: 'open', scope: community, units: 'lowest', counting: 'net' },
    { metric: 'hours_p50', window: 'todate', scope: community, units: 'lowest' },
  ] as Record<string, string>[]) {
    const { units } = await ask(query)
    expect(units!.length).toBeGreaterThan(0)
    for (const { code, value, above, proof } of units!) {
      const own = await ask(Object.fromEntries(new URLSearchParams(proof.split('?')[1])))
      expect(own.value, code).toBe(value)
      expect(above).toBe(city.regions.get(city.regions.get(code)!.parent!)!.name)
    }
  }
})

it('tells of no units unless they are asked for', async () => {
  expect(await ask({ metric: 'open', scope: scopes[0]! })).toMatchObject({ units: null, unitsOf: null })
  expect((await ask({ metric: 'open', scope: scopes[3]!, units: 'below' })).units).toEqual([])
})

it.each([
  ['metric=open&units=all', 'units'],
  ['metric=on_time&aggregation=mean&units=lowest', 'right below'],
  ['metric=open&units=below&direct=yes', 'direct'],
  ['metric=reported&window=todate&counting=all&units=below&whistle=given', 'whistle'],
])('refuses %s', async (query, word) => {
  const { status, body } = await lab.get(`/api/v1/proof?${query}`)
  expect(status).toBe(400)
  expect((body as { message: string }).message).toContain(word)
})
