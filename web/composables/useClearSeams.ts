import type { PlacedPiece } from '../layout/read-pieces.ts'
import type { Seams } from '../layout/seams.ts'
import type { WallSettings } from '../settings.ts'
import { useEventListener, useMutationObserver, useResizeObserver } from '@vueuse/core'
import { onScopeDispose } from 'vue'
import { clearSeams } from '../layout/clear-seams.ts'
import { readWritten, toRows, toWords } from '../layout/read-pieces.ts'
import { crosses, seamsOf } from '../layout/seams.ts'
import { createSplitter } from '../layout/split-text.ts'

/** Of the wall's height or width: farther from its place a word belongs to something else. */
const FARTHEST = 0.16
/** The wall in whose pixels distances are told. */
const DESIGN_PX = 1080
/** Where a map mark's number may go, best first. */
const SIDES = ['right', 'left', 'above', 'below'] as const
/** Rows slide in and charts draw for a moment after they changed. */
const SETTLED_MS = 650
/** A wrapped text has as many lines as this that may stand on a seam. */
const MOST_LINES = 6

/**
 * Keeps every word beside the seams of a wall of several displays (`?bezels=4x2`): after each
 * change of the page what stands on a seam moves beside it, and a line too long for that is
 * continued behind it. Does nothing on a wall without seams.
 */
export function useClearSeams(root: HTMLElement, settings: WallSettings): void {
  if (settings.bezels === null)
    return
  const splitter = createSplitter()
  const shifts = new Map<PlacedPiece['element'], { x: number, y: number }>()
  /** Numbers of map marks that do not stand on their marks. */
  const moved: HTMLElement[] = []
  /** What a margin put behind a seam, and where its line was then. */
  const runs = new Map<HTMLElement, number>()
  let timer = 0
  const observer = useMutationObserver(root, changed, {
    childList: true,
    characterData: true,
    subtree: true,
  })

  /**
   * A number whose mark stands on a seam goes to the mark's side, where nobody else's number is;
   * farther away it would be said of another place, so without a free side it is hidden.
   */
  function clearCounts({ x, y, half }: Seams): void {
    const counts = [...root.querySelectorAll<HTMLElement>('[data-mark-number]')]
    const rectOf = (count: HTMLElement) => count.getBoundingClientRect()
    for (const count of counts) {
      const clear = () => {
        const { left, right, top, bottom } = rectOf(count)
        return !crosses(x, half, left, right) && !crosses(y, half, top, bottom)
      }
      if (clear())
        continue
      moved.push(count)
      const free = SIDES.some((side) => {
        count.dataset.beside = side
        const rect = rectOf(count)
        return clear() && counts.every(other => other === count || !cover(rectOf(other), rect))
      })
      count.style.display = free ? '' : 'none'
    }
  }
  /**
   * What stands in a line that reads on goes behind a seam with all that follows it: by a margin,
   * so that the gaps between stay as they are and a frame round them grows.
   */
  function clearRuns({ x, half }: Seams): void {
    for (const item of root.querySelectorAll<HTMLElement>('[data-run]:not([data-newline])')) {
      const { left, right, top } = item.getBoundingClientRect()
      const seam = x.find(at => crosses([at], half, left, right))
      const by = seam === undefined ? 0 : seam + half - left + 1
      if (by === 0 || by > FARTHEST * innerWidth || item.closest('.waits') !== null)
        continue
      const margin = Number.parseFloat(getComputedStyle(item).marginLeft) || 0
      item.style.marginLeft = `${margin + by}px`
      runs.set(item, top)
    }
  }
  /** What found no room behind its seam any more begins the next line. Is there any? */
  function breakRuns(): boolean {
    const wrapped = [...runs].filter(([item, before]) => {
      const { top, height } = item.getBoundingClientRect()
      // Less than that only makes room for what grew above it.
      return top > before + height / 2
    })
    wrapped.forEach(([item]) => item.dataset.newline = '')
    return wrapped.length > 0
  }
  function restore(): void {
    splitter.join()
    moveRunsBack()
    root.querySelectorAll<HTMLElement>('[data-newline]').forEach(item => delete item.dataset.newline)
    for (const count of moved.splice(0)) {
      count.style.removeProperty('display')
      delete count.dataset.beside
    }
    moveBack()
  }
  function moveRunsBack(): void {
    runs.forEach((_, item) => item.style.removeProperty('margin-left'))
    runs.clear()
  }
  function moveBack(): void {
    shifts.forEach((_, element) => unshift(element))
    shifts.clear()
  }
  function clear(): void {
    restore()
    const seams = seamsOf(settings, innerWidth, innerHeight)
    clearCounts(seams)
    clearRuns(seams)
    clearWords(seams)
    if (breakRuns()) {
      moveRunsBack()
      moveBack()
      clearRuns(seams)
      clearWords(seams)
    }
    // What was just written is no change.
    observer.takeRecords()
  }
  function clearWords(seams: Seams): void {
    move(toRows(readWritten(root)), seams, 'y')
    move(toWords(readWritten(root)), seams, 'y')
    for (let line = 0; line < MOST_LINES; line++) {
      const stuck = move(toWords(readWritten(root)), seams, 'x')
      const split = stuck.flatMap(({ texts }) => texts).filter(text => splitter.split(text, seams))
      if (split.length === 0)
        break
      // Longer lines leave less room to the others: these look for their places once more.
      shifts.forEach(({ y }, element) => put(element, { x: 0, y }))
    }
  }
  /** Answers what found no place. */
  function move(pieces: readonly PlacedPiece[], seams: Seams, axis: 'x' | 'y'): PlacedPiece[] {
    const scale = Math.min(innerWidth, innerHeight) / DESIGN_PX
    const farthest = FARTHEST * (axis === 'x' ? innerWidth : innerHeight)
    const { moves, stuck } = clearSeams(pieces, seams, axis, farthest, scale)
    for (const [i, by] of moves) {
      const { element } = pieces[i]!
      const at = shifts.get(element) ?? { x: 0, y: 0 }
      put(element, { ...at, [axis]: at[axis] + by })
    }
    return stuck.map(i => pieces[i]!)
  }
  function put(element: PlacedPiece['element'], at: { x: number, y: number }): void {
    shifts.set(element, at)
    shift(element, at)
  }
  function changed(): void {
    clear()
    clearTimeout(timer)
    timer = window.setTimeout(clear, SETTLED_MS)
  }

  useResizeObserver(root, changed)
  useEventListener('resize', changed)
  onScopeDispose(() => {
    clearTimeout(timer)
    restore()
  })
}

function cover(a: DOMRect, b: DOMRect): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
}

/** A transform does nothing to a part of a line; a place of its own would tear a block out. */
function shift(element: PlacedPiece['element'], { x, y }: { x: number, y: number }): void {
  if (getComputedStyle(element).display === 'inline' && element instanceof HTMLElement)
    Object.assign(element.style, { position: 'relative', left: `${x}px`, top: `${y}px` })
  else
    element.style.translate = `${x}px ${y}px`
}

/** Takes back what `shift` did, and leaves a place that the element has from its owner. */
function unshift({ style }: PlacedPiece['element']): void {
  const names = style.translate === '' ? ['position', 'left', 'top'] : ['translate']
  for (const name of names)
    style.removeProperty(name)
}
