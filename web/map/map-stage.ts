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

/** Kept free of cards for the legend below, which has up to three lines. */
const LEGEND = 92
const TOP = 10
/** Between cards and plate: room for the leaders. */
const AISLE = 26
/** Wider than this the cards would be too far from the plate to belong to it. */
const WIDEST = 1.75

/**
 * @param width design units, as all of these
 * @param height of the whole panel
 * @param cardWidth of a callout
 * @param above kept free above the plate
 */
export function mapStage(
  width: number,
  height: number,
  cardWidth: number,
  above = 0,
): MapStage {
  const side = cardWidth + AISLE
  const room = Math.min(width, Math.max(height * WIDEST, height + 2 * side))
  const left = (width - room) / 2
  return {
    width,
    height,
    plate: {
      x: left + side,
      y: TOP + 8 + above,
      width: Math.max(80, room - 2 * side),
      // The plate's false depth hangs below it.
      height: Math.max(80, height - TOP - 44 - above),
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

const FULL = { height: 72, gap: 14, full: true }
const BRIEF = { height: 38, gap: 10, full: false }
/** Below this the plate needs the room more than the cards need their second line. */
const SPACIOUS = 480
/** More labels than this nobody reads. */
const MOST = 12
/** A plate is seldom wider than this share of the map's height. */
const PLATE_RATIO = 0.9

/** Cards of two lines where all children get one, of one line where they do not. */
export function calloutStyle(children: number, width: number, height: number): CalloutStyle {
  const room = ({ height: card, gap }: Omit<CardSize, 'width'>) =>
    2 * Math.max(1, Math.floor((height - LEGEND - TOP + gap) / (card + gap)))
  // Names get what the plate leaves over, within what looks like a card.
  const spare = (width - PLATE_RATIO * height) / 2 - AISLE
  const within = (least: number, most: number) => Math.max(least, Math.min(most, spare))
  return height >= SPACIOUS && children <= room(FULL)
    ? { ...FULL, width: within(252, 300), max: children }
    : { ...BRIEF, width: within(252, 300), max: Math.min(MOST, room(BRIEF)) }
}
