import fc from 'fast-check'
import { expect, it } from 'vitest'
import { AppError } from '../../../server/errors.ts'
import { readArray } from '../../../server/intake/read-array.ts'

function valuesOf(text: string): unknown[] {
  return Array.from(readArray(Buffer.from(text)), result =>
    'code' in result ? result.code : result.value)
}

/** JSON that is written in any way that means the same. */
const text = fc.tuple(
  fc.array(fc.jsonValue({ maxDepth: 4 }), { maxLength: 6 }),
  fc.constantFrom('', ' ', '\n\t'),
  fc.constantFrom(undefined, 1, '\t'),
).map(([values, blank, indent]) => blank + JSON.stringify(values, null, indent) + blank)

it('reads what JSON.parse reads, element by element', () => {
  fc.assert(fc.property(text, (given) => {
    expect(valuesOf(given)).toEqual(JSON.parse(given))
  }), { numRuns: 1000 })
})

it('of damaged text gives whole elements or a coded refusal, never anything else', () => {
  const damaged = fc.tuple(text, fc.nat(), fc.constantFrom('', ',', '"', ']', '[', '}', '\\', 'x'))
  fc.assert(fc.property(damaged, ([given, nat, put]) => {
    const at = nat % given.length
    const broken = given.slice(0, at) + put + given.slice(at + 1)
    try {
      valuesOf(broken)
    }
    catch (error) {
      expect(error).toBeInstanceOf(AppError)
      expect(() => JSON.parse(broken) as unknown).toThrow()
    }
  }), { numRuns: 2000 })
})

it('counts places from 1 and goes on behind an element that is no JSON', () => {
  expect([...readArray(Buffer.from('[1, tru, "x"]'))]).toMatchObject([
    { line: 1, value: 1 },
    { line: 2, code: 'malformed_json' },
    { line: 3, value: 'x' },
  ])
})
