import type { measuredWidth } from '../format/measured-width.ts'
import type { CalloutStyle } from './map-stage.ts'
import { briefName } from '../regions/brief-name.ts'

/** Characters that a card has room for. */
const MOST = { full: 26, brief: 16 }
/** Type of a card, design units: its name's, and that of the number of late cases. */
const NAME = 22
const LATE = 24
/** Edges, level, gaps and padding beside the name. */
const BESIDE = { full: 28, brief: 22 }
/** Before the number of late cases on a card of one line: gap and padding of its plate. */
const BEFORE_LATE = 21
/** The square and its gap, on a card that has late cases. */
const SQUARE = 25
/** A name's second line. */
const SECOND_LINE = 22
/** Texts end on whole pixels. */
const SLACK = 1
const DIGIT = /\d/g
/** The face of Latin letters is narrow: what has no others is written in it. */
const LATIN = /^[\u0020-\u007E]+$/

/** A region's name as its card writes it. */
export function cardName(name: string, full: boolean): { text: string, latin: boolean } {
  const text = briefName(name, full ? MOST.full : MOST.brief)
  return { text, latin: LATIN.test(text) }
}

/**
 * How high a region's card is: a name that has no room beside the number of late cases is not
 * cut, it gets a second line.
 * @param name the region's full name
 * @param late what the card writes of its late cases; null where there are none
 * @param size of the cards
 * @param widthOf measures text, all in design units
 */
export function cardHeight(
  name: string,
  late: string | null,
  size: CalloutStyle,
  widthOf: typeof measuredWidth,
): number {
  const { text, latin } = cardName(name, size.full)
  const number = late === null
    ? BEFORE_LATE + widthOf('0', 'digits', LATE)
    : BEFORE_LATE + SQUARE + widthOf(late.replace(DIGIT, '0'), 'digits', LATE)
  const room = size.full ? size.width - BESIDE.full : size.width - BESIDE.brief - number
  return widthOf(text, latin ? 'digits' : 'han', NAME) + SLACK <= room
    ? size.height
    : size.height + SECOND_LINE
}
