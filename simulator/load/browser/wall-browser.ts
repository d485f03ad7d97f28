import type { Arrivals } from '../screens/arrivals.ts'
import { SimError } from '../../sim-error.ts'
import { createArrivals } from '../screens/arrivals.ts'
import { steadyNow } from '../steady-now.ts'
import { CHROMIUMS, findChromium } from './find-chromium.ts'

const SIZE = { width: 1920, height: 1080 }
const FIRST_FRAME_MS = 60_000
const JPEG_QUALITY = 70
const MIB = 2 ** 20

/** A wall with pixels. */
export interface WallBrowser {
  readonly arrivals: Arrivals
  /** Fetches what was painted since the last look. */
  look: () => Promise<void>
  /** What the page complained about. */
  complaints: () => readonly string[]
  /** JPEG of what it shows. */
  picture: () => Promise<Buffer>
  /** Memory that the page's own objects hold after a collection of garbage. */
  heapMiB: () => Promise<number>
  close: () => Promise<void>
}

/**
 * Runs in the page before its own code. A message is taken for painted at the second animation
 * frame after it: Vue and the charts draw for the first one, which is on the screen by then.
 */
const PROBE = `
  globalThis.paintedFrames = []
  globalThis.WebSocket = class extends WebSocket {
    constructor(...args) {
      super(...args)
      this.addEventListener('message', ({ data }) => {
        const seq = typeof data === 'string' ? /"seq":(\\d+)/.exec(data)?.[1] : undefined
        if (seq === undefined)
          return
        requestAnimationFrame(() => requestAnimationFrame(() => {
          globalThis.paintedFrames.push([Number(seq), performance.timeOrigin + performance.now()])
        }))
      })
    }
  }`
const TAKE_PAINTED = 'globalThis.paintedFrames.splice(0)'

/** Opens the server's page of the root scope. Throws SimError where there is no browser or page. */
export async function openWallBrowser(url: string, token: string | null): Promise<WallBrowser> {
  const executablePath = findChromium()
  if (executablePath === undefined) {
    throw new SimError('usage', `--browser needs ${CHROMIUMS.join(' or ')}: apt-get install `
      + 'chromium, or leave --browser out')
  }
  const { chromium } = await import('playwright-core')
  const browser = await chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
  })
  try {
    const context = await browser.newContext({ viewport: SIZE })
    const page = await context.newPage()
    const complaints: string[] = []
    page.on('console', message => message.type() === 'error' && complaints.push(message.text()))
    page.on('pageerror', error => complaints.push(error.message))
    await page.addInitScript(PROBE)
    const query = token === null ? '' : `?token=${encodeURIComponent(token)}`
    const answer = await page.goto(`${url}/${query}`)
    if (answer === null || !answer.ok()) {
      throw new SimError('server_refused', `${url}/ answered ${answer?.status()}, and --browser `
        + 'needs the wall\'s page: npm run build, then start the server again')
    }
    await page.waitForSelector('[data-panel="summary"]', { timeout: FIRST_FRAME_MS })
    const arrivals = createArrivals()
    const devtools = await context.newCDPSession(page)
    const steadyOffset = steadyNow() - Date.now()
    return {
      arrivals,
      look: async () => {
        const painted = await page.evaluate<[number, number][]>(TAKE_PAINTED)
        painted.forEach(([seq, at]) => arrivals.add(seq, at + steadyOffset))
      },
      complaints: () => complaints,
      picture: async () => page.screenshot({ type: 'jpeg', quality: JPEG_QUALITY }),
      heapMiB: async () => {
        await devtools.send('HeapProfiler.collectGarbage')
        return (await devtools.send('Runtime.getHeapUsage')).usedSize / MIB
      },
      close: async () => browser.close(),
    }
  }
  catch (error) {
    await browser.close()
    throw error
  }
}
