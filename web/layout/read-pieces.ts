import type { Ink, Piece } from './clear-seams.ts'

/** A piece, and the element that moves with it. */
export interface PlacedPiece extends Piece {
  element: HTMLElement | SVGElement
  texts: Written[]
}

/** These read as one: a figure torn in two is no figure. */
const WHOLE = '[data-whole], .stay, .figure, .rolling, .feed, .chip, .badge, text'
/** Filled or framed: what reaches under it is covered. */
const BOXED = '.chip, .badge, [data-card]'
/** Drawn beside words, and a part of them: a state's mark, the ring round a number. */
const DRAWN = '.mark, .order'
/** Scenes that wait for their turn, and numbers that belong to the mark they stand on. */
const UNMOVED = '.waits, [data-mark-number]'
const ROW = 'li, tr, .row, .head, .legend, .total, [data-card]'
/** Words of one figure beside the next one's would be read as that one's. */
const PART = '[data-room], [data-card]'
const HEADING = '.heading'
/** What ends in line with the number at a title's end is not a column of it. */
const READS_ALONE = '[data-room], .panel > .head > .meta'
const ENDS_ROOM = `[data-panel], ${PART}`
/** A row taller than this in lines of its type is a block of its own: its lines move apart. */
const ROW_LINES = 3.4
/** Line boxes are taller than what is written in them. */
const INK_OF_EM = 0.92

/** A text of the page and the rectangles of its lines. */
export interface Written { node: Text, element: Element, inks: Ink[], fontPx: number }

/** All visible text below `root`, hidden scenes left out. */
export function readWritten(root: Element): Written[] {
  const found: Written[] = []
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
  const range = document.createRange()
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement
    if (element === null || node.textContent?.trim() === '' || element.closest(UNMOVED) !== null)
      continue
    range.selectNodeContents(node)
    const fontPx = Number.parseFloat(getComputedStyle(element).fontSize)
    const clip = element.closest('.cut')?.getBoundingClientRect()
    const inks = Array.from(range.getClientRects(), rect => inkOf(rect, fontPx, clip))
      .filter(({ left, right }) => right - left > 0.5)
    if (inks.length > 0)
      found.push({ node: node as Text, element, inks, fontPx })
  }
  return found
}

/** What moves up and down: rows with all their marks, else single words. */
export function toRows(written: readonly Written[]): PlacedPiece[] {
  return group(written, ({ element, fontPx }) => {
    const row = element.closest<HTMLElement>(ROW)
    return row && row.getBoundingClientRect().height < ROW_LINES * fontPx ? row : wordOf(element)
  })
}

/** What moves left and right: words and figures. */
export function toWords(written: readonly Written[]): PlacedPiece[] {
  return group(written, ({ element }) => wordOf(element))
}

function wordOf(element: Element): PlacedPiece['element'] {
  return (element.closest(WHOLE) ?? element) as PlacedPiece['element']
}

function group(
  written: readonly Written[],
  elementOf: (text: Written) => PlacedPiece['element'],
): PlacedPiece[] {
  const pieces = new Map<Element, PlacedPiece>()
  const rooms = new Map<Element | null, Ink>()
  for (const text of written) {
    const element = elementOf(text)
    const panel = element.closest('[data-panel]')
    const parent = element.parentElement
    const part = element.closest(READS_ALONE)
    const heads = element.matches(HEADING)
    const room = rooms.get(parent) ?? roomOf(parent)
    rooms.set(parent, room)
    const piece = pieces.get(element)
      ?? { element, panel, part, heads, texts: [], inks: drawnIn(element), room }
    piece.texts.push(text)
    piece.inks.push(...text.inks)
    pieces.set(element, piece)
  }
  return withoutNested(pieces)
}

/** State marks beside the words, and the box round them. */
function drawnIn(element: Element): Ink[] {
  const own = element.matches(BOXED) ? [element] : []
  return [...own, ...element.querySelectorAll(DRAWN)].map((drawn) => {
    const { left, top, right, bottom } = drawn.getBoundingClientRect()
    return { left, top, right, bottom }
  })
}

/** What stands in another piece moves with it. */
function withoutNested(pieces: ReadonlyMap<Element, PlacedPiece>): PlacedPiece[] {
  return [...pieces.values()].filter((piece) => {
    for (let at = piece.element.parentElement; at !== null; at = at.parentElement) {
      const outer = pieces.get(at)
      if (outer === undefined)
        continue
      outer.inks.push(...piece.inks)
      outer.texts.push(...piece.texts)
      return false
    }
    return true
  })
}

/** Up to what cuts off, and no farther than the panel or the part of it that reads alone. */
function roomOf(from: Element | null): Ink {
  let at = from
  while (at !== null && !at.matches(ENDS_ROOM) && getComputedStyle(at).overflow === 'visible')
    at = at.parentElement
  const room = at ?? document.body
  const { left, top, right, bottom } = room.getBoundingClientRect()
  // A part of a panel has no frame: a little over its edge a word is still its own.
  const over = room.matches(PART) ? Number.parseFloat(getComputedStyle(room).fontSize) : -1
  return { left: left - over, top, right: right + over, bottom: bottom - 1 }
}

function inkOf(rect: DOMRect, fontPx: number, clip: DOMRect | undefined): Ink {
  const air = Math.max(0, (rect.height - INK_OF_EM * fontPx) / 2)
  return {
    left: Math.max(rect.left, clip?.left ?? rect.left),
    right: Math.min(rect.right, clip?.right ?? rect.right),
    top: rect.top + air,
    bottom: rect.bottom - air,
  }
}
