import type { CardBox, CardSize } from './callouts.ts'
import type { CardColumns, MapSeams, Stretch } from './card-room.ts'
import type { Box } from './projection.ts'
import { besideSeams, cardColumns, NO_SEAMS } from './card-room.ts'

/** How the map's room is shared out, design units. */
export interface MapStage {
  width: number
  height: number
  /** Where the plate may lie. */
  plate: Box
  /** Cards stand at the sides of this. */
  cards: CardBox
}

/** Kept free of cards for the legend below, which has up to three lines. */
const LEGEND = 92
const DEPTH = 44
const TOP = 10
/** Between cards and plate: room for the leaders. */
const AISLE = 26
/** Wider than this the cards would be too far from the plate to belong to it. */
const WIDEST = 1.75

/** A plate between two columns of cards is no narrower, where seams push those together. */
const LEAST_PLATE = 200

/**
 * @param width design units, as all of these
 * @param height of the whole panel
 * @param cardWidth of a callout
 * @param above kept free above the plate
 * @param seams between the wall's displays
 */
export function mapStage(
  width: number,
  height: number,
  cardWidth: number,
  above = 0,
  seams = NO_SEAMS,
): MapStage {
  const { room, columns, stretches } = cardRoom(width, height, cardWidth, seams)
  const { left, right } = columns
  const from = left === undefined ? room.from : left + cardWidth + AISLE
  const to = right === undefined ? room.to : right - AISLE
  // The plate's false depth hangs below it; at the end of the map the legend does too.
  const below = left === undefined || right === undefined ? LEGEND : DEPTH
  return {
    width,
    height,
    plate: {
      x: from,
      y: TOP + 8 + above,
      width: Math.max(80, to - from),
      height: Math.max(80, height - TOP - above - below),
    },
    cards: {
      x: room.from,
      y: TOP,
      width: room.to - room.from,
      height: height - LEGEND - TOP,
      columns,
      stretches,
    },
  }
}

interface CardRoom {
  room: Stretch
  columns: CardColumns
  /** Of a column, what is free of seams. */
  stretches: Stretch[]
}

function cardRoom(width: number, height: number, cardWidth: number, seams: MapSeams): CardRoom {
  const side = cardWidth + AISLE
  const across = Math.min(width, Math.max(height * WIDEST, height + 2 * side))
  const left = (width - across) / 2
  const room = { from: left, to: left + across }
  const down = { from: TOP, to: height - LEGEND }
  return {
    room,
    columns: cardColumns(room, seams, { width: cardWidth, aisle: AISLE, leastPlate: LEAST_PLATE }),
    stretches: seams.y.length === 0 ? [down] : besideSeams(down, seams.y, seams.half),
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

/** Of a card in the one column of a map: the plate has more room beside it. */
const ALONE = 296

/** Cards of two lines where all children get one, of one line where they do not. */
export function calloutStyle(
  children: number,
  width: number,
  height: number,
  seams = NO_SEAMS,
): CalloutStyle {
  // Names get what the plate leaves over, within what looks like a card.
  const spare = (width - PLATE_RATIO * height) / 2 - AISLE
  const beside = Math.max(252, Math.min(300, spare))
  const { columns, stretches } = cardRoom(width, height, beside, seams)
  const cardWidth = Object.keys(columns).length === 1 ? ALONE : beside
  const room = ({ height: card, gap }: Omit<CardSize, 'width'>) => {
    const down = stretches.reduce((sum, { from, to }) =>
      sum + Math.max(0, Math.floor((to - from + gap) / (card + gap))), 0)
    return Object.keys(columns).length * Math.max(1, down)
  }
  return height >= SPACIOUS && children <= room(FULL)
    ? { ...FULL, width: cardWidth, max: children }
    : { ...BRIEF, width: cardWidth, max: Math.min(MOST, room(BRIEF)) }
}
