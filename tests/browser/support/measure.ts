import type { Page } from 'playwright-core'
import { readFileSync } from 'node:fs'

const script = readFileSync(new URL('../pages/measure-wall.js', import.meta.url), 'utf8')

export interface Box { left: number, top: number, right: number, bottom: number }

export interface MeasuredText {
  text: string
  panel: string
  /** As CSS says it. */
  colour: string
  /** Of the text and all that it stands in. */
  opacity: number
  /** Computed font size, pixels. */
  size: number
  chart: boolean
  ellipsis: boolean
  /** Ends in an ellipsis now. */
  shortened: boolean
  rect: Box
  /** Its lines, one by one. */
  lines: Box[]
  /** Cut off without an ellipsis. */
  clipped: boolean
  /** Reaches out of its panel. */
  outside: boolean
}

/** A state's sign. */
export interface MeasuredMark {
  shape: string
  /** What is written beside it. */
  words: string
  panel: string
  lines: Box[]
  colour: string
  opacity: number
}

export interface Measured { texts: MeasuredText[], marks: MeasuredMark[], scrolls: boolean }

/** Everything readable on the page, as it is laid out now. */
export async function measure(page: Page): Promise<Measured> {
  return page.evaluate<Measured>(script)
}

/** Pairs of texts whose ink covers one another. Charts set their own labels and are left out. */
export function overlaps(texts: readonly MeasuredText[]): string[] {
  const found: string[] = []
  const plain = texts.filter(text => !text.chart)
  plain.forEach((a, i) => {
    for (const b of plain.slice(i + 1)) {
      if (a.lines.some(line => b.lines.some(other => cover(line, other))))
        found.push(`${a.panel}: "${a.text}" on "${b.text}" (${b.panel})`)
    }
  })
  return found
}

function cover(a: Box, b: Box): boolean {
  return Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2
    && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 2
}
