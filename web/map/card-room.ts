/** Where displays meet, design units from the upper left corner of the map. */
export interface MapSeams {
  x: readonly number[]
  y: readonly number[]
  /** Half of the strip round a seam in which nothing may be written. */
  half: number
}

export const NO_SEAMS: MapSeams = { x: [], y: [], half: 0 }

/** A stretch beside the seams, across or down. */
export interface Stretch { from: number, to: number }

/** Between a card's frame and the strip of a seam beside it. */
const AIR = 4

/** What the seams leave of a stretch. */
export function besideSeams(
  { from, to }: Stretch,
  seams: readonly number[],
  half: number,
): Stretch[] {
  const off = half + AIR
  const within = seams.filter(seam => seam + off > from && seam - off < to)
  const starts = [from, ...within.map(seam => seam + off)]
  return starts
    .map((start, i) => ({ from: start, to: within[i] === undefined ? to : within[i] - off }))
    .filter(stretch => stretch.to > stretch.from)
}

export type Side = 'left' | 'right'

/** Left edges of the columns of cards; a side without one has none. */
export type CardColumns = Partial<Record<Side, number>>

interface Card { width: number, aisle: number, leastPlate: number }

/**
 * Columns of cards at both ends of the map's room, beside the seams; one, where the plate between
 * them would be too narrow, and none where no display has room for a card.
 */
export function cardColumns(room: Stretch, seams: MapSeams, card: Card): CardColumns {
  const { width, aisle, leastPlate } = card
  if (seams.x.length === 0)
    return { left: room.from, right: room.to - width }
  const wide = besideSeams(room, seams.x, seams.half)
    .filter(({ from, to }) => to - from >= width - 0.01)
  const [first, last] = [wide[0], wide.at(-1)]
  if (first === undefined || last === undefined)
    return {}
  const [left, right] = [first.from, last.to - width]
  if (right - left - width - 2 * aisle >= leastPlate)
    return { left, right }
  return right - room.from >= room.to - left - width ? { right } : { left }
}

/** A card and the height of the place that it is of. */
interface PlacedCard { y: number, height: number }

/** Tops of cards, and how far those stand from their places, all together. */
interface Way { tops: number[], off: number }

/**
 * Tops of cards in their order, as near to their places as can be: in each stretch from the height
 * of its first place to that of its last at even gaps. Null where they have no room.
 */
export function cardTops(
  cards: readonly PlacedCard[],
  gap: number,
  stretches: readonly Stretch[],
): number[] | null {
  // A column lower than a card has one all the same: no seam is in its way.
  const open = stretches.length === 1 && cards.length === 1
  return waysDown(cards, gap, stretches, open)
    .reduce<Way | null>((best, way) => best === null || way.off < best.off ? way : best, null)
    ?.tops ?? null
}

/** Every way to share the cards out among the stretches, in their order. */
function waysDown(
  cards: readonly PlacedCard[],
  gap: number,
  [stretch, ...rest]: readonly Stretch[],
  open = false,
): Way[] {
  if (stretch === undefined)
    return cards.length === 0 ? [{ tops: [], off: 0 }] : []
  const room = open ? Infinity : stretch.to - stretch.from + 0.01
  return Array.from({ length: cards.length + 1 }, (_, n) => cards.slice(0, n))
    .filter(here => here.length === 0 || heightOf(here, gap) <= room)
    .flatMap((here) => {
      const tops = spread(here, gap, stretch)
      const off = here.reduce((sum, { y, height }, i) =>
        sum + (tops[i]! + height / 2 - y) ** 2, 0)
      return waysDown(cards.slice(here.length), gap, rest)
        .map(way => ({ tops: [...tops, ...way.tops], off: off + way.off }))
    })
}

/** At even gaps, from near the first place to near the last. */
function spread(cards: readonly PlacedCard[], gap: number, { from, to }: Stretch): number[] {
  const [first, last] = [cards[0], cards.at(-1)]
  if (first === undefined || last === undefined)
    return []
  const least = heightOf(cards, gap)
  const top = Math.max(from, Math.min(first.y - first.height / 2, to - least))
  const bottom = Math.max(top + least, Math.min(last.y + last.height / 2, to))
  const even = cards.length === 1 ? 0 : gap + (bottom - top - least) / (cards.length - 1)
  let next = top
  return cards.map(({ height }) => {
    const here = next
    next += height + even
    return here
  })
}

function heightOf(cards: readonly PlacedCard[], gap: number): number {
  return cards.reduce((sum, { height }) => sum + height + gap, -gap)
}
