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

/** Long lines that have no place between two seams go on behind the seam. */
export function createSplitter(): Splitter {
  let splits: Split[] = []
  return {
    split: ({ node, element }, seams) => {
      const at = node.data.length > 1 ? breakAt(node, seams) : null
      if (at === null || !(element instanceof HTMLElement))
        return false
      // A gap in a line set from the right would push what stands before it.
      element.style.textAlign = 'left'
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
        block.style.removeProperty('text-align')
        spacer.remove()
        tail?.remove()
        if (head.data === part)
          head.data = whole
      }
      splits = []
    },
  }
}

/** The first sign on or behind the strip of a seam, and how far it has to move. */
function breakAt(node: Text, seams: Seams): { index: number, gap: number } | null {
  const range = document.createRange()
  const rectOf = (index: number) => {
    range.setStart(node, index)
    range.setEnd(node, index + 1)
    return range.getBoundingClientRect()
  }
  for (let i = 0; i < node.data.length; i++) {
    const { left, right } = rectOf(i)
    const seam = seams.x.find(x => right > x - seams.half && left < x + seams.half)
    if (seam === undefined || right === left)
      continue
    const space = node.data.lastIndexOf(' ', i) + 1
    const index = space > 0 && i - space < WORD && rectOf(space).left < left ? space : i
    return { index, gap: seam + seams.half - rectOf(index).left + 1 }
  }
  return null
}
