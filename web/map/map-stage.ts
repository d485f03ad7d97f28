import type { CardSize } from './callouts.ts'
import type { Box } from './projection.ts'

/** How the map's room is shared out, design units. */
export interface MapStage {
  width: number
  height: number
  /** Where the plate may lie. */
  plate: Box
  /** Cards stand in two columns at the sides of this. */
  cards: Box
}

/** Kept free for the legend below. */
const LEGEND = 66
const TOP = 10
const CARD_WIDTH = 208
/** Between cards and plate: room for the leaders. */
const AISLE = 34
/** Wider than this the cards would be too far from the plate to belong to it. */
const WIDEST = 1.75

export function mapStage(width: number, height: number): MapStage {
  const room = Math.min(width, height * WIDEST)
  const left = (width - room) / 2
  const side = CARD_WIDTH + AISLE
  return {
    width,
    height,
    plate: {
      x: left + side,
      y: TOP + 8,
      width: Math.max(80, room - 2 * side),
      // The plate's false depth hangs below it.
      height: Math.max(80, height - TOP - 44),
    },
    cards: { x: left, y: TOP, width: room, height: height - LEGEND - TOP },
  }
}

export interface CalloutStyle extends CardSize {
  /** With a second line of numbers. */
  full: boolean
  /** Most cards that are shown. */
  max: number
}

/** Few children get cards of two lines, many get one line; never more than twelve. */
export function calloutStyle(children: number): CalloutStyle {
  return children <= 8
    ? { width: CARD_WIDTH, height: 68, gap: 14, full: true, max: 8 }
    : { width: CARD_WIDTH, height: 38, gap: 10, full: false, max: 12 }
}
