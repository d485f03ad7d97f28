import fc from 'fast-check'
import { expect, it } from 'vitest'
import { placeCallouts } from '../../../../web/map/callouts.ts'

const box = { x: 0, y: 10, width: 900, height: 500 }
const card = { width: 200, height: 38, gap: 10 }
const anchors = fc.array(
  fc.record({ x: fc.integer({ min: 250, max: 650 }), y: fc.integer({ min: 0, max: 560 }) }),
  { maxLength: 12 },
).map(places => places.map((place, i) => ({ ...place, code: String(i) })))

it('shows every anchor once, inside the box, and no card on another', () => {
  fc.assert(fc.property(anchors, (places) => {
    const callouts = placeCallouts(places, box, card)
    expect(callouts.map(callout => callout.code).sort()).toEqual(places.map(p => p.code).sort())
    for (const side of ['left', 'right']) {
      const tops = callouts.filter(callout => callout.side === side).map(c => c.card.y)
      tops.forEach((top, i) => {
        expect(top).toBeGreaterThanOrEqual(box.y - 0.001)
        expect(top + card.height).toBeLessThanOrEqual(box.y + box.height + 0.001)
        if (i > 0)
          expect(top - tops[i - 1]!).toBeGreaterThanOrEqual(card.height + card.gap - 0.001)
      })
    }
  }))
})

it('leads from the card\'s inner edge to the place', () => {
  const [callout] = placeCallouts([{ code: 'a', x: 300, y: 200 }], box, card)
  expect(callout).toMatchObject({ side: 'left', card: { x: 0, y: 181 } })
  expect(callout!.leader[0]).toEqual({ x: 200, y: 200 })
  expect(callout!.leader[2]).toEqual({ x: 300, y: 200 })
})

it('keeps both columns about equally long when all places lie on one side', () => {
  const west = Array.from({ length: 8 }, (_, i) => ({ code: String(i), x: 260 + i, y: i * 50 }))
  const right = placeCallouts(west, box, card).filter(callout => callout.side === 'right')
  expect(right.length).toBeGreaterThanOrEqual(3)
})

it('stands at an even pitch from the first place to the last', () => {
  const heights = [60, 90, 100, 400]
  const callouts = placeCallouts(heights.map((y, i) => ({ code: String(i), x: 260, y })), box, card)
    .filter(callout => callout.side === 'left')
  const tops = callouts.map(callout => callout.card.y)
  const pitches = tops.slice(1).map((top, i) => Math.round(top - tops[i]!))
  expect(tops.length).toBeGreaterThan(1)
  expect(new Set(pitches).size).toBe(1)
  expect(tops[0]).toBe(60 - card.height / 2)
})
