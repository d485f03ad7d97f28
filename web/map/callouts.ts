import type { CardColumns, Side, Stretch } from './card-room.ts'
import type { Box, Point } from './projection.ts'
import { cardTops } from './card-room.ts'

/** A place on the plate that wants a card beside it. */
export interface Anchor extends Point {
  code: string
  /** Of its card. @default that of all cards */
  height?: number
}

export interface Callout {
  code: string
  side: Side
  /** Upper left corner of the card. */
  card: Point
  height: number
  /** From the card's inner edge over an elbow to the anchor. */
  leader: [Point, Point, Point]
}

export interface CardSize { width: number, height: number, gap: number }

/** What cards stand in: two columns at its ends unless seams between displays say otherwise. */
export interface CardBox extends Box {
  columns?: CardColumns
  /** Of its height, what is free of seams. */
  stretches?: readonly Stretch[]
}

/**
 * Sets cards in two columns at the box's sides, from the height of a side's first anchor to that
 * of its last at even gaps, in the anchors' order, so that leaders of one side do not cross.
 * @param anchors the most important first: the last ones have no card where there is no room
 * @param box what the cards stand in
 * @param card the cards' size
 */
export function placeCallouts(
  anchors: readonly Anchor[],
  box: CardBox,
  card: CardSize,
): Callout[] {
  const {
    columns = { left: box.x, right: box.x + box.width - card.width },
    stretches = [{ from: box.y, to: box.y + box.height }],
  } = box
  const sized = anchors.map(anchor => ({ ...anchor, height: anchor.height ?? card.height }))
  const topsOf = (cards: readonly SizedAnchor[]) =>
    cardTops(inOrder(cards), card.gap, stretches)
  const { left, right } = split(sized, box.x + box.width / 2, (side, cards) =>
    cards.length === 0 || (columns[side] !== undefined && topsOf(cards) !== null))
  return [
    ...column(left, 'left', columns.left ?? box.x, topsOf(left) ?? [], card.width),
    ...column(right, 'right', columns.right ?? box.x, topsOf(right) ?? [], card.width),
  ]
}

type SizedAnchor = Required<Anchor>
interface Sides { left: SizedAnchor[], right: SizedAnchor[] }
type Fits = (side: Side, cards: readonly SizedAnchor[]) => boolean

/** West half and east half of the anchors; a column that overflows hands over its innermost. */
function split(anchors: readonly SizedAnchor[], middle: number, fits: Fits): Sides {
  const byX = [...anchors].sort((a, b) => a.x - b.x || a.y - b.y)
  const west = byX.filter(anchor => anchor.x < middle).length
  const fair = Math.ceil(byX.length / 2)
  // Even columns look calm: lean at most one card away from half and half.
  const wanted = Math.max(fair - 1, Math.min(byX.length - fair + 1, west))
  const sides = Array.from({ length: byX.length + 1 }, (_, cut) => cut)
    .sort((a, b) => Math.abs(a - wanted) - Math.abs(b - wanted))
    .map(cut => ({ left: byX.slice(0, cut), right: byX.slice(cut) }))
    .find(({ left, right }) => fits('left', left) && fits('right', right))
  return sides ?? split(anchors.slice(0, -1), middle, fits)
}

function inOrder(anchors: readonly SizedAnchor[]): SizedAnchor[] {
  return [...anchors].sort((a, b) => a.y - b.y || a.x - b.x)
}

function column(
  anchors: readonly SizedAnchor[],
  side: Side,
  x: number,
  tops: readonly number[],
  width: number,
): Callout[] {
  const edge = side === 'left' ? x + width : x
  const elbow = side === 'left' ? edge + 28 : edge - 28
  return inOrder(anchors).map((anchor, i) => {
    const y = tops[i]! + anchor.height / 2
    return {
      code: anchor.code,
      side,
      card: { x, y: tops[i]! },
      height: anchor.height,
      leader: [{ x: edge, y }, { x: elbow, y }, { x: anchor.x, y: anchor.y }],
    }
  })
}
