import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { netVersions } from '../../../server/intake/net-versions.ts'

type Row = [sign: number, version: number, caseId: string, cells: string]

function entryOf(rows: readonly Row[]): { versions: Buffer } {
  return { versions: Buffer.from(rows.map(row => `${JSON.stringify(row)}\n`).join('')) }
}

function rowsOf(bytes: Buffer): Row[] {
  return bytes.toString().split('\n').filter(Boolean).map(line => JSON.parse(line) as Row)
}

/** Sum of signs by everything else; what sums to nothing is left out. */
function sumsOf(rows: readonly Row[]): Map<string, number> {
  const sums = new Map<string, number>()
  for (const [sign, ...rest] of rows) {
    const key = JSON.stringify(rest)
    sums.set(key, (sums.get(key) ?? 0) + sign)
  }
  return new Map([...sums].filter(([, sum]) => sum !== 0))
}

/** Entries of the changes [case, entry by entry], as the writer makes them. */
function entriesOf(changes: readonly (readonly string[])[]): Row[][] {
  const versions = new Map<string, number>()
  return changes.map(cases => [...new Set(cases)].flatMap((caseId): Row[] => {
    const old = versions.get(caseId) ?? 0
    versions.set(caseId, old + 1)
    const cells = (version: number): string => `路灯 "不亮" ${caseId} ${version}`
    const is: Row = [1, old + 1, caseId, cells(old + 1)]
    return old === 0 ? [is] : [[-1, old, caseId, cells(old)], is]
  }))
}

describe('version rows of an insert', () => {
  it('go as they are where no entry takes back what another added', () => {
    const entries = [entryOf([[-1, 1, 'a', 'x'], [1, 2, 'a', 'y']]), entryOf([[1, 1, 'b', 'x']])]
    const { rows, count } = netVersions(entries)
    expect(rows).toEqual(Buffer.concat(entries.map(({ versions }) => versions)))
    expect(count).toBe(3)
  })

  it('leave out what was added and taken back again', () => {
    const { rows, count } = netVersions([
      entryOf([[1, 1, 'a', 'x']]),
      entryOf([[-1, 1, 'a', 'x'], [1, 2, 'a', 'y'], [1, 1, 'b', 'z']]),
      entryOf([[-1, 2, 'a', 'y'], [1, 3, 'a', 'x']]),
    ])
    expect(rowsOf(rows)).toEqual([[1, 1, 'b', 'z'], [1, 3, 'a', 'x']])
    expect(count).toBe(2)
  })

  it('keep what takes back a version of an insert before', () => {
    const { rows } = netVersions([
      entryOf([[-1, 4, 'a', 'x'], [1, 5, 'a', 'y']]),
      entryOf([[-1, 5, 'a', 'y'], [1, 6, 'a', 'x']]),
    ])
    expect(rowsOf(rows)).toEqual([[-1, 4, 'a', 'x'], [1, 6, 'a', 'x']])
  })

  it('of nothing are nothing', () => {
    const nothing = Buffer.alloc(0)
    expect(netVersions([{ versions: nothing }])).toEqual({ rows: nothing, count: 0 })
  })

  it('sum to the same whatever cases change in which entries, one row a case at most', () => {
    const change = fc.array(fc.constantFrom('a', 'b', '户"外\\'), { maxLength: 4 })
    fc.assert(fc.property(fc.array(change, { maxLength: 12 }), fc.nat(6), (changes, known) => {
      // The first entries belong to inserts before.
      const entries = entriesOf(changes).slice(known)
      const { rows, count } = netVersions(entries.map(entryOf))
      const left = rowsOf(rows)
      expect(left).toHaveLength(count)
      expect(sumsOf(left)).toEqual(sumsOf(entries.flat()))
      const added = left.filter(([sign]) => sign === 1).map(([, , caseId]) => caseId)
      expect(new Set(added).size).toBe(added.length)
    }))
  })
})
