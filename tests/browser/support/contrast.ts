import type { Page } from 'playwright-core'
import type { Box } from './measure.ts'
import { readFileSync } from 'node:fs'

const script = readFileSync(new URL('../pages/contrast.js', import.meta.url), 'utf8')
/** Leaves the picture without what is written and marked on it. */
const BARE = `* { color: transparent !important; caret-color: transparent }
  text, tspan, .mark * { fill: transparent !important; stroke: transparent !important }`

export interface Inked { lines: Box[], colour: string, opacity: number }

/**
 * Contrast of each thing with the pixels that it stands on: nine in ten of them have at least
 * this much. Takes a picture of the page without its text, so gradients and overlays count.
 */
export async function contrasts(page: Page, inked: readonly Inked[]): Promise<number[]> {
  await page.evaluate(style(BARE))
  const picture = await page.screenshot()
  await page.evaluate('document.adoptedStyleSheets = []')
  const blank = await page.context().newPage()
  try {
    const input = JSON.stringify({
      png: picture.toString('base64'),
      inked: inked.map(({ lines, colour, opacity }) => ({ lines, colour, opacity })),
    })
    return await blank.evaluate<number[]>(`(${script})(${input})`)
  }
  finally {
    await blank.close()
  }
}

/** A script that adds rules to the page; its policy refuses style elements. */
export function style(rules: string): string {
  return `(() => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(${JSON.stringify(rules)})
    document.adoptedStyleSheets = [sheet]
  })()`
}
