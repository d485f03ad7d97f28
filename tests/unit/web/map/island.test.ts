import fc from 'fast-check'
import { expect, it } from 'vitest'
import { islandShore, onIsland } from '../../../../web/map/island.ts'

const coordinate = fc.integer({ min: 0, max: 500 })

function isInside(place: { x: number, y: number }, shore: { x: number, y: number }[]): boolean {
  let inside = false
  shore.forEach((a, i) => {
    const b = shore[(i + 1) % shore.length]!
    if ((a.y > place.y) !== (b.y > place.y)
      && place.x < (b.x - a.x) * (place.y - a.y) / (b.y - a.y) + a.x) {
      inside = !inside
    }
  })
  return inside
}

it('has every place on one island', () => {
  fc.assert(fc.property(
    fc.array(fc.record({ x: coordinate, y: coordinate }), { minLength: 1, maxLength: 25 }),
    (places) => {
      const shore = islandShore(places, 40)
      expect(places.every(place => isInside(place, shore))).toBe(true)
    },
  ), { numRuns: 40 })
})

it('is the same island for the same places', () => {
  const places = [{ x: 0, y: 0 }, { x: 90, y: 30 }]
  expect(islandShore(places, 30)).toEqual(islandShore(places, 30))
})

it('is no island without places', () => {
  expect(islandShore([], 30)).toEqual([])
})

it('reaches out to what lies beyond its places, and nowhere else', () => {
  const places = [{ x: 100, y: 100 }, { x: 200, y: 100 }]
  const [beyond, nowhere] = [{ x: 300, y: 100 }, { x: 100, y: 300 }]
  const shore = islandShore(places, 40, [beyond])
  expect([isInside(beyond, shore), isInside(nowhere, shore)]).toEqual([true, false])
  expect(isInside(beyond, islandShore(places, 40))).toBe(false)
})

it('knows what it holds with air round it', () => {
  const holds = onIsland([{ x: 100, y: 100 }], 40, 12)
  expect([holds({ x: 100, y: 100 }), holds({ x: 125, y: 100 }), holds({ x: 135, y: 100 })])
    .toEqual([true, true, false])
})
