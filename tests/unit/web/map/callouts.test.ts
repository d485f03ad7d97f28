import fc from 'fast-check'
import { expect, it } from 'vitest'
import { crosses } from '../../../../web/layout/seams.ts'
import { placeCallouts } from '../../../../web/map/callouts.ts'
import { mapStage } from '../../../../web/map/map-stage.ts'

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

it('puts no card on a seam, and leaves out the last of those without room', () => {
  const seams = { x: [150, 620], y: [120, 340], half: 4 }
  fc.assert(fc.property(anchors, (places) => {
    const { cards } = mapStage(900, 500, card.width, 0, seams)
    const callouts = placeCallouts(places, cards, card)
    expect(callouts.length).toBeGreaterThanOrEqual(Math.min(places.length, 7))
    expect(callouts.every(({ code }) => Number(code) < callouts.length)).toBe(true)
    for (const { card: { x, y }, leader } of callouts) {
      expect(crosses(seams.x, seams.half, x, x + card.width)).toBe(false)
      expect(crosses(seams.y, seams.half, y, y + card.height)).toBe(false)
      expect(leader[0].y).toBeCloseTo(y + card.height / 2)
    }
  }))
})

it('has one column of cards on a display that is too narrow for two, and none where none fits', () => {
  const beside = (x: number[]) => mapStage(900, 500, 252, 0, { x, y: [], half: 4 })
  expect(Object.keys(beside([]).cards.columns!)).toEqual(['left', 'right'])
  const { cards, plate } = beside([150, 750])
  expect(cards.columns).toEqual({ right: 750 - 8 - 252 })
  expect(plate.x + plate.width).toBeLessThan(cards.columns!.right!)
  expect(placeCallouts([{ code: 'a', x: 9, y: 9 }], beside([225, 450, 675]).cards, card)).toEqual([])
})

it('makes room for higher cards, and leaves out the last of what has none', () => {
  const high = fc.record({
    x: fc.integer({ min: 250, max: 650 }),
    y: fc.integer({ min: 0, max: 560 }),
    height: fc.constantFrom(38, 60),
  })
  fc.assert(fc.property(fc.array(high, { maxLength: 24 }), (places) => {
    const given = places.map((place, i) => ({ ...place, code: String(i) }))
    const callouts = placeCallouts(given, box, card)
    expect(callouts.map(({ code }) => Number(code)).sort((a, b) => a - b))
      .toEqual(callouts.map((_, i) => i))
    expect(callouts.length).toBeGreaterThanOrEqual(Math.min(places.length, 13))
    for (const side of ['left', 'right']) {
      const column = callouts.filter(callout => callout.side === side)
      column.forEach(({ code, card: { y }, height, leader }, i) => {
        expect(height).toBe(places[Number(code)]!.height)
        expect(leader[0].y).toBeCloseTo(y + height / 2)
        expect(y).toBeGreaterThanOrEqual(box.y - 0.001)
        expect(y + height).toBeLessThanOrEqual(box.y + box.height + 0.001)
        const next = column[i + 1]
        if (next)
          expect(next.card.y - y).toBeGreaterThanOrEqual(height + card.gap - 0.001)
      })
    }
  }))
})

it('has a card in a box that is lower than a card', () => {
  expect(placeCallouts([{ code: 'a', x: 300, y: 20 }], { ...box, height: -50 }, card))
    .toHaveLength(1)
})
