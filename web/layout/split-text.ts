import type { Written } from './read-pieces.ts'
import type { Seams } from './seams.ts'

/** A text in two halves with the seam between them. */
interface Split {
  head: Text
  /** Null where the gap is before the first sign. */
  tail: Text | null
  spacer: HTMLElement
  block: HTMLElement
  whole: string
  part: string
}

export interface Splitter {
  /** Opens a gap over the first vertical seam that the text stands on. */
  split: (text: Written, seams: Seams) => boolean
  /** Puts every text together again, unless somebody has written another meanwhile. */
  join: () => void
}

/** Back to the last space if that is no farther; a line of hanzi breaks anywhere. */
const WORD = 14
const NUMBER = /^[\d\s.,:%]+$/
/** A number and the blank behind it: what it counts stands on the same side of the seam. */
const COUNTING = /[\d.,]*\d[ \u2009\u00A0]?$/
/** The rest of a number, and what it counts: a word, or a hanzi. */
const COUNTED = /^[\d.,]*[ \u2009\u00A0]?(?:[a-z%]+|\S)/i
const BETWEEN = /[\s·，、]/
/** A line of hanzi rather ends behind a sign of its own, if one is near. */
const STOP = /^[^，。、；：]*[，。、；：]/
const NEAR = 4
/** One or two signs alone before a seam read as a slip: there the next stop may be farther. */
const FEW = 3
const FARTHER = 14
const RIGHT = ['right', 'end']
const STILL = { textAlign: 'left', textWrapStyle: 'auto' } as const

/** Long lines that have no place between two seams go on behind the seam. */
export function createSplitter(): Splitter {
  let splits: Split[] = []
  return {
    split: ({ node, element }, seams) => {
      // Half a number is another number.
      if (!(element instanceof HTMLElement) || node.data.length < 2 || NUMBER.test(node.data))
        return false
      const { textAlign, textWrapMode } = getComputedStyle(element)
      const fromRight = RIGHT.includes(textAlign) && textWrapMode === 'nowrap'
      // A gap in lines set from the right or the middle would move what stands before it, and in
      // balanced ones where they end; where to break is told once they stand still.
      if (!fromRight)
        Object.assign(element.style, STILL)
      const at = (fromRight ? breakBefore : breakAt)(node, seams)
      if (at === null) {
        release(element)
        return false
      }
      const whole = node.data
      const tail = at.index > 0 ? node.splitText(at.index) : null
      const spacer = document.createElement('span')
      spacer.setAttribute('aria-hidden', 'true')
      spacer.style.display = 'inline-block'
      spacer.style.width = `${at.gap}px`
      ;(tail ?? node).before(spacer)
      splits.push({ head: node, tail, spacer, block: element, whole, part: node.data })
      return true
    },
    join: () => {
      for (const { head, tail, spacer, block, whole, part } of splits.reverse()) {
        release(block)
        spacer.remove()
        tail?.remove()
        if (head.data === part)
          head.data = whole
      }
      splits = []
    },
  }
}

function release({ style }: HTMLElement): void {
  style.removeProperty('text-align')
  style.removeProperty('text-wrap-style')
}

interface Break { index: number, gap: number }

/** The first sign on or behind the strip of a seam, and how far it has to move. */
function breakAt(node: Text, seams: Seams): Break | null {
  const rectOf = rectsOf(node)
  for (let i = 0; i < node.data.length; i++) {
    const { left, right } = rectOf(i)
    const seam = seams.x.find(x => right > x - seams.half && left < x + seams.half)
    if (seam === undefined || right === left)
      continue
    const space = node.data.lastIndexOf(' ', i) + 1
    const word = space > 0 && i - space < WORD && rectOf(space).left < left ? space : i
    const index = beforeNumber(node.data, word)
    return { index, gap: seam + seams.half - rectOf(index).left + 1 }
  }
  return null
}

/** In a line set from the right the signs before the gap move: as far as they reach too far. */
function breakBefore(node: Text, seams: Seams): Break | null {
  const rectOf = rectsOf(node)
  for (let i = node.data.length - 1; i >= 0; i--) {
    const { left, right } = rectOf(i)
    const seam = seams.x.find(x => right > x - seams.half && left < x + seams.half)
    if (seam === undefined || right === left)
      continue
    const space = node.data.indexOf(' ', i) + 1
    const next = STOP.exec(node.data.slice(i + 1))?.[0].length ?? 0
    const stop = next <= (i + 1 < FEW ? FARTHER : NEAR) ? next : 0
    const word = space > 0 && space - i < WORD ? space : i + 1 + stop
    const index = behindCounted(node.data, word)
    const head = rectOf(index - 1)
    return index < node.data.length ? { index, gap: head.right - seam + seams.half + 1 } : null
  }
  return null
}

/** A number stays with its unit: the gap is before both. */
function beforeNumber(text: string, index: number): number {
  const before = text.slice(0, index)
  const number = COUNTING.exec(before)?.[0] ?? ''
  const sign = text[index] ?? ''
  return BETWEEN.test(sign) ? index : index - number.length
}

/** Set from the right: the gap is behind both, if anything follows. */
function behindCounted(text: string, index: number): number {
  const counted = COUNTED.exec(text.slice(index))?.[0] ?? ''
  const behind = index + counted.length
  return beforeNumber(text, index) === index || behind >= text.length ? index : behind
}

function rectsOf(node: Text): (index: number) => DOMRect {
  const range = document.createRange()
  return (index) => {
    range.setStart(node, index)
    range.setEnd(node, index + 1)
    return range.getBoundingClientRect()
  }
}
