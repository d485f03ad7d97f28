import type { Browser, Page } from 'playwright-core'
import { existsSync } from 'node:fs'
import { chromium } from 'playwright-core'

const CHROMIUM = '/usr/bin/chromium-headless-shell'
/** Far more than a slow and busy machine needs: only what never comes waits so long. */
const PATIENCE_MS = 90_000

/** Debian's browser, kept from talking to anybody but the page's own server. */
export async function launchChromium(): Promise<Browser> {
  if (!existsSync(CHROMIUM))
    throw new Error(`The browser tests need ${CHROMIUM}: apt-get install chromium-headless-shell`)
  return chromium.launch({
    executablePath: CHROMIUM,
    timeout: PATIENCE_MS,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}

export interface WallPage {
  page: Page
  /** What the page complained about: errors, refused by policy, failed requests. */
  complaints: string[]
  /** Every origin that the page asked for something. */
  origins: Set<string>
  close: () => Promise<void>
}

export interface WallPageOptions {
  width?: number
  height?: number
  query?: string
  /** Page of the server. @default '' the wall */
  path?: string
  /** The screen is touched. @default false */
  touch?: boolean
  /** Zone of the screen's computer, which must not matter. */
  timezoneId?: string
}

/** Opens the wall and waits for its first frame. */
export async function openWall(
  browser: Browser,
  url: string,
  options: WallPageOptions = {},
): Promise<WallPage> {
  const { width = 1920, height = 1080, query = 'motion=off', timezoneId = 'UTC' } = options
  const context = await browser.newContext({
    viewport: { width, height },
    timezoneId,
    hasTouch: options.touch ?? false,
  })
  context.setDefaultTimeout(PATIENCE_MS)
  const page = await context.newPage()
  const complaints: string[] = []
  const origins = new Set<string>()
  page.on('console', message => message.type() === 'error' && complaints.push(message.text()))
  page.on('pageerror', error => complaints.push(error.message))
  page.on('request', request => origins.add(new URL(request.url()).origin))
  await page.goto(`${url}/${options.path ?? ''}?${query}`)
  return { page, complaints, origins, close: async () => context.close() }
}

/** Waits until the scene shows numbers, or another panel that the test expects instead. */
export async function firstFrame(page: Page, panel = 'summary'): Promise<void> {
  await page.waitForSelector(`[data-panel="${panel}"]`)
  await page.evaluate('document.fonts.ready.then(() => undefined)')
  // Charts come after the first numbers.
  await page.waitForSelector('[data-undrawn]', { state: 'detached' })
}
