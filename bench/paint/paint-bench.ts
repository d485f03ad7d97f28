import type { Browser } from 'playwright-core'
import type { Bench, BenchContext } from '../bench.ts'
import { startBrowser } from '../processes/start-browser.ts'
import { startServer } from '../processes/start-server.ts'
import { median } from '../report/median.ts'

const ROUNDS = 7
/** The computer behind a wall is slower than the one that is bought for a bench. */
const SLOWER = 4
const WAIT_MS = 60_000

/** Runs in the page before anything else: notes when the first panel has been painted. */
const WATCH = `(() => {
  const observer = new MutationObserver(() => {
    if (!document.querySelector('main[data-scene] [data-panel][data-state]:not(header)'))
      return
    observer.disconnect()
    requestAnimationFrame(() => requestAnimationFrame(() => {
      window.firstPanelMs = performance.now()
    }))
  })
  observer.observe(document, { childList: true, subtree: true })
})()`
const FIRST_PAINT = `performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN`

interface Paint { anythingMs: number, panelMs: number }

/** From the address to the first panel with numbers, on a slow computer and a warm server. */
export const paintBench: Bench = async (context) => {
  // A clock of streams stands still before the first event, and shows nothing.
  const server = await startServer({ ...context, env: { GRIDWALL_CLOCK: 'wall' } })
  context.opened.add(server.stop)
  const browser = await startBrowser()
  context.opened.add(async () => browser.close())
  // The first load warms the server, and does not count.
  await paint(browser, server.url, SLOWER)
  const plain = await rounds(context, browser, server.url, 1)
  const slow = await rounds(context, browser, server.url, SLOWER)
  return [
    {
      name: `first panel with numbers at ${SLOWER} times CPU slow-down, median of ${slow.length}`,
      value: median(slow.map(({ panelMs }) => panelMs)),
      unit: 'ms',
      target: { atMost: 1500 },
      baseline: { name: 'without slow-down', value: median(plain.map(({ panelMs }) => panelMs)) },
    },
    {
      name: 'first paint of anything at that slow-down',
      value: median(slow.map(({ anythingMs }) => anythingMs)),
      unit: 'ms',
    },
  ]
}

async function rounds(
  { short, say }: BenchContext,
  browser: Browser,
  url: string,
  slower: number,
): Promise<Paint[]> {
  const found: Paint[] = []
  for (let i = 0; i < (short ? 1 : ROUNDS); i++) {
    found.push(await paint(browser, url, slower))
    say(`${slower} times slower, round ${i + 1}: ${found.at(-1)!.panelMs.toFixed(0)} ms`)
  }
  return found
}

/** One load by a browser that has nothing in its cache. Throws when no panel appears. */
async function paint(browser: Browser, url: string, slower: number): Promise<Paint> {
  const context = await browser.newContext({ viewport: { width: 1920, height: 1080 } })
  try {
    const page = await context.newPage()
    await page.addInitScript(WATCH)
    const session = await context.newCDPSession(page)
    await session.send('Emulation.setCPUThrottlingRate', { rate: slower })
    await page.goto(url)
    const end = performance.now() + WAIT_MS
    for (;;) {
      const panelMs = await page.evaluate<number | null>('window.firstPanelMs ?? null')
      if (panelMs !== null)
        return { panelMs, anythingMs: await page.evaluate<number>(FIRST_PAINT) }
      if (performance.now() > end)
        throw new Error(`No panel appeared in ${WAIT_MS / 1000} s at ${url}`)
      await page.waitForTimeout(50)
    }
  }
  finally {
    await context.close()
  }
}
