import type { Browser, Page } from 'playwright-core'
import type { Frame } from '../../../contract/frame.ts'
import type { FixtureCity } from '../../fixtures/frames/profiles.ts'
import type { WallPage, WallPageOptions } from './browser.ts'
import type { WallServer, WallServerOptions } from './wall-server.ts'
import { afterAll, afterEach, beforeAll } from 'vitest'
import { loadFixtureCity } from '../../fixtures/frames/profiles.ts'
import { firstFrame, launchChromium, openWall } from './browser.ts'
import { startWallServer } from './wall-server.ts'

export interface Shown extends WallPage { server: WallServer }

export interface ShowOptions
  extends WallPageOptions, Partial<Omit<WallServerOptions, 'city' | 'frames'>> {
  /** Panel that must be there before the test goes on. */
  panel?: string
}

export interface Stage {
  city: (name: 'dongying' | 'boston') => FixtureCity
  /** Serves frames and opens a wall on the first; both are closed after the test. */
  show: (
    name: 'dongying' | 'boston',
    frames: readonly Frame[],
    options?: ShowOptions,
  ) => Promise<Shown>
  /** Waits until a locator's text matches. */
  reads: (page: Page, selector: string, text: RegExp) => Promise<string>
}

/** Browser, cities and clean-up for the tests of one file. */
export function useStage(): Stage {
  const cities = new Map<string, FixtureCity>()
  const closing: (() => Promise<void>)[] = []
  let browser: Browser

  beforeAll(async () => {
    for (const name of ['dongying', 'boston'] as const)
      cities.set(name, await loadFixtureCity(name))
    browser = await launchChromium()
  })
  afterEach(async () => {
    for (const close of closing.splice(0).reverse())
      await close()
  })
  afterAll(async () => browser.close())

  return {
    city: name => cities.get(name)!,
    show: async (name, frames, options = {}) => {
      const server = await startWallServer({ ...options, city: cities.get(name)!, frames })
      closing.push(server.close)
      const query = options.query ?? `motion=off&scope=${frames[0]!.scope}`
      const wall = await openWall(browser, server.url, { ...options, query })
      closing.push(wall.close)
      await firstFrame(wall.page, options.panel)
      return { ...wall, server }
    },
    reads: async (page, selector, text) => {
      const found = page.locator(selector).filter({ hasText: text }).first()
      await found.waitFor()
      return await found.textContent() ?? ''
    },
  }
}
