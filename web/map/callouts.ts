import type { Box, Point } from './projection.ts'

/** A place on the plate that wants a card beside it. */
export interface Anchor extends Point { code: string }

export interface Callout {
  code: string
  side: 'left' | 'right'
  /** Upper left corner of the card. */
  card: Point
  /** From the card's inner edge over an elbow to the anchor. */
  leader: [Point, Point, Point]
}

export interface CardSize { width: number, height: number, gap: number }

/**
 * Sets cards in two columns at the box's sides, from the height of a side's first anchor to that
 * of its last at an even pitch, in the anchors' order, so that leaders of one side do not cross.
 */
export function placeCallouts(anchors: readonly Anchor[], box: Box, card: CardSize): Callout[] {
  const room = Math.floor((box.height + card.gap) / (card.height + card.gap))
  const { left, right } = split(anchors, box, room)
  return [
    ...column(left, 'left', box, card),
    ...column(right, 'right', box, card),
  ]
}

/** West half and east half of the anchors; a column that overflows hands over its innermost. */
function split(anchors: readonly Anchor[], box: Box, room: number) {
  const byX = [...anchors].sort((a, b) => a.x - b.x || a.y - b.y)
  const middle = box.x + box.width / 2
  const west = byX.filter(anchor => anchor.x < middle).length
  const fair = Math.ceil(byX.length / 2)
  // Even columns look calm: lean at most one card away from half and half.
  const cut = Math.max(
    byX.length - room,
    Math.min(room, Math.max(fair - 1, Math.min(byX.length - fair + 1, west))),
  )
  return { left: byX.slice(0, cut), right: byX.slice(cut) }
}

function column(
  anchors: readonly Anchor[],
  side: Callout['side'],
  box: Box,
  card: CardSize,
): Callout[] {
  const ordered = [...anchors].sort((a, b) => a.y - b.y || a.x - b.x)
  const pitch = card.height + card.gap
  const wanted = ordered.map(anchor => anchor.y - card.height / 2)
  const tops = spread(wanted, pitch, box.y, box.y + box.height - card.height)
  const x = side === 'left' ? box.x : box.x + box.width - card.width
  const edge = side === 'left' ? x + card.width : x
  const elbow = side === 'left' ? edge + 28 : edge - 28
  return ordered.map((anchor, i) => {
    const y = tops[i]! + card.height / 2
    return {
      code: anchor.code,
      side,
      card: { x, y: tops[i]! },
      leader: [{ x: edge, y }, { x: elbow, y }, { x: anchor.x, y: anchor.y }],
    }
  })
}

/** Ordered positions at an even pitch, from near the first to near the last, in [low, high]. */
function spread(wanted: readonly number[], pitch: number, low: number, high: number): number[] {
  const steps = wanted.length - 1
  if (steps < 0)
    return []
  const first = Math.max(low, Math.min(wanted[0]!, high - steps * pitch))
  const last = Math.max(first + steps * pitch, Math.min(wanted[steps]!, high))
  return wanted.map((_, i) => steps === 0 ? first : first + i * (last - first) / steps)
}
