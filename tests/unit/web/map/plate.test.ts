import type { FeatureCollection } from 'geojson'
import { expect, it } from 'vitest'
import { pushApart } from '../../../../web/map/discs.ts'
import { buildPlate } from '../../../../web/map/plate.ts'
import { roughPlaces } from '../../../../web/map/rough-places.ts'

const box = { x: 0, y: 0, width: 400, height: 400 }
function region(code: string, lon?: number, lat?: number) {
  return { code, name: code, level: 'x', parent: null, lon, lat }
}
function area(code: string, west: number) {
  return {
    type: 'Feature' as const,
    properties: { code },
    geometry: {
      type: 'Polygon' as const,
      coordinates: [[[west, 37], [west + 1, 37], [west + 1, 38], [west, 38], [west, 37]]],
    },
  }
}
const outlines: FeatureCollection = {
  type: 'FeatureCollection',
  features: [area('east', 119), area('west', 118)],
}

it('draws children with their outlines, and a zone inside them as a disc', () => {
  const children = [region('east'), region('west'), region('zone', 118.5, 37.5)]
  const plate = buildPlate({ scope: region('city'), children, outlines, box })!
  expect(plate.sketch).toBe(false)
  expect(plate.areas.map(({ code, path, radius }) => [code, path !== null, radius > 0]))
    .toEqual([['east', true, false], ['west', true, false], ['zone', false, true]])
})

it('draws children without outlines as discs on the scope\'s own outline', () => {
  const children = [region('a', 118.2, 37.2), region('b', 118.8, 37.8)]
  const plate = buildPlate({ scope: region('west'), children, outlines, box })!
  expect(plate.sketch).toBe(true)
  expect(plate.areas.every(({ path }) => path === null)).toBe(true)
  expect(plate.context).not.toBe('')
})

it('sets places without any outline on an island', () => {
  const children = [region('a', -71.1, 42.3), region('b', -71.0, 42.4), region('unknown')]
  const plate = buildPlate({ scope: region('boston'), children, outlines: null, box })!
  expect(plate.silhouette).toMatch(/^M.*Z$/)
  expect(plate.areas.map(({ code }) => code)).toEqual(['a', 'b'])
})

it('shows the scope itself when it has no children', () => {
  const plate = buildPlate({ scope: region('grid', 118, 37), children: [], outlines: null, box })!
  expect(plate.areas).toEqual([])
  expect(plate.silhouette).not.toBe('')
})

it('gives a lowest region the ground that its cases stand on', () => {
  const alone = { scope: region('street', 118, 37), children: [], outlines: null, box }
  const far = buildPlate({ ...alone, places: [[118.2, 37], [118, 37.2]] })!
  const corner = far.project([118.2, 37])
  expect(Math.hypot(corner.x - 200, corner.y - 200)).toBeLessThan(180)
  expect(far.silhouette).toBe(buildPlate(alone)!.silhouette)
})

it('draws that ground anew only when a case appears somewhere else', () => {
  const point = (lon: number) => ({ lon, lat: 37, n: 1, state: 'open' as const })
  expect(roughPlaces([point(118.0001), point(118.2)])).toBe(roughPlaces([point(118.2), point(118)]))
  expect(roughPlaces([point(118)])).not.toBe(roughPlaces([point(118.1)]))
})

it('has nothing to draw where no place is known', () => {
  expect(buildPlate({ scope: region('x'), children: [region('y')], outlines: null, box })).toBeNull()
})

it('moves discs apart that would cover one another, even at the very same place', () => {
  const places = pushApart([{ x: 5, y: 5 }, { x: 5, y: 5 }, { x: 200, y: 5 }], 40)
  expect(Math.hypot(places[0]!.x - places[1]!.x, places[0]!.y - places[1]!.y)).toBeCloseTo(40)
  expect(places[2]).toEqual({ x: 200, y: 5 })
})

it('keeps the land round a case at the edge of the picture inside it', () => {
  const children = [region('a', 118.2, 37.2), region('b', 118.3, 37.3)]
  const input = { scope: region('x'), children, outlines: null, box }
  const edge: [number, number] = [118.25, 37.18]
  expect(buildPlate(input)!.project(edge).y).toBeGreaterThan(box.height)
  const { silhouette, project } = buildPlate({ ...input, places: [edge] })!
  const heights = Array.from(silhouette.matchAll(/,(-?[\d.]+)/g), ([, y]) => Number(y))
  expect(Math.max(...heights)).toBeLessThanOrEqual(box.height + 1)
  expect(project(edge).y).toBeLessThan(Math.max(...heights))
})

it('keeps the land of a case at the side of the picture out from under the cards', () => {
  const children = [region('a', 118.2, 37.2), region('b', 118.3, 37.3)]
  const input = { scope: region('x'), children, outlines: null, box }
  const edge: [number, number] = [118.335, 37.25]
  expect(buildPlate(input)!.project(edge).x).toBeGreaterThan(box.x + box.width - 12)
  const { silhouette } = buildPlate({ ...input, places: [edge] })!
  const across = Array.from(silhouette.matchAll(/(-?[\d.]+),/g), ([, x]) => Number(x))
  expect(Math.max(...across)).toBeLessThanOrEqual(box.x + box.width + 11)
})

it('holds cases off an island once it is built with them', () => {
  const children = [region('a', 118.2, 37.2), region('b', 118.3, 37.3)]
  const bare = buildPlate({ scope: region('none'), children, outlines: null, box })!
  const away = [118.2, 37.31]
  expect(bare.holds(bare.project([118.2, 37.2]))).toBe(true)
  expect(bare.holds(bare.project(away))).toBe(false)
  const full = buildPlate({ scope: region('none'), children, outlines: null, places: [away], box })!
  expect(full.silhouette).not.toBe(bare.silhouette)
  // The picture stays where it was.
  expect(full.project(away)).toEqual(bare.project(away))
})
