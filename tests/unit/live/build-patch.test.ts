import fc from 'fast-check'
import { expect, it } from 'vitest'
import { applyPatch } from '../../../contract/patch.ts'
import { buildPatch } from '../../../server/live/build-patch.ts'

const value = fc.jsonValue({ maxDepth: 4 })
const json = (given: unknown): unknown => JSON.parse(JSON.stringify(given))

/** A value, and the same with some of what is in it changed. */
const changed = fc.tuple(value, fc.func(fc.tuple(fc.nat(5), value))).map(([before, luck]) => {
  const change = (given: unknown, path: string): unknown => {
    const [dice, other] = luck(path)
    if (dice === 0)
      return other
    if (Array.isArray(given))
      return given.map((one, i) => change(one, `${path}/${i}`))
    if (typeof given === 'object' && given !== null) {
      return Object.fromEntries(Object.entries(given).map(([member, one]) =>
        [member, change(one, `${path}/${member}`)]))
    }
    return given
  }
  return [json(before), json(change(before, ''))]
})

it('makes the value after of the value before, as it goes over the wire', () => {
  fc.assert(fc.property(fc.oneof(changed, fc.tuple(value, value).map(json)), (pair) => {
    const [before, after] = pair as [unknown, unknown]
    const kept = JSON.stringify(before)
    const patch = buildPatch(before, after)
    if (patch === undefined)
      expect(JSON.stringify(after)).toBe(JSON.stringify(before))
    else
      expect(applyPatch(before, json(patch))).toEqual(after)
    expect(JSON.stringify(before)).toBe(kept)
  }), { numRuns: 1000 })
})

it('names the members that changed, those of a list by their place', () => {
  const before = { rows: [{ code: 'a', n: 1 }, { code: 'b', n: 2 }], day: 'x', none: null }
  const after = { rows: [{ code: 'a', n: 1 }, { code: 'b', n: 3 }], day: 'x', none: null }
  expect(buildPatch(before, after)).toEqual({ rows: { 1: { n: 3 } } })
  expect(buildPatch(before, before)).toBeUndefined()
  expect(buildPatch(before, json(before))).toBeUndefined()
})

it('brings whole what has other members than before, wrapped where it is an object', () => {
  expect(buildPatch({ a: 1 }, { a: 1, b: 2 })).toEqual({ '=': { a: 1, b: 2 } })
  expect(buildPatch({ a: null }, { a: { b: 1 } })).toEqual({ a: { '=': { b: 1 } } })
  expect(buildPatch({ a: [1] }, { a: [1, 2] })).toEqual({ a: [1, 2] })
  expect(applyPatch({ a: 1 }, { '=': { '=': 1 } })).toEqual({ '=': 1 })
})

it('brings a list whole where its rows moved', () => {
  const rows = ['one', 'two', 'three'].map((name, n) => ({ name, n }))
  const moved = [{ name: 'zero', n: 9 }, ...rows.slice(0, 2)]
  expect(buildPatch(rows, moved)).toEqual(moved)
})

it('keeps what did not change as the very objects they were', () => {
  const before = { a: { b: [1, 2] }, c: [{ d: 1 }, { d: 2 }] }
  const after = applyPatch(before, { c: { 1: { d: 3 } } })
  expect(after).toEqual({ a: { b: [1, 2] }, c: [{ d: 1 }, { d: 3 }] })
  expect(after.a).toBe(before.a)
  expect(after.c[0]).toBe(before.c[0])
})

it('is refused by a value that has not what it changes', () => {
  for (const patch of [{ b: 1 }, { a: { c: 1 } }, JSON.parse('{"__proto__":{"x":1}}') as unknown])
    expect(() => applyPatch({ a: 1 }, patch)).toThrow(RangeError)
})
