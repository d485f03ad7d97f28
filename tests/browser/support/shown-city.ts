import type { Browser } from 'playwright-core'
import type { ShownCity } from '../../helpers/city-on-show.ts'
import type { TestEngine } from '../../services/clickhouse/start-test-engine.ts'
import type { WallPage } from './browser.ts'
import { afterAll, afterEach, beforeAll, expect } from 'vitest'
import { showCity } from '../../helpers/city-on-show.ts'
import { startTestEngine } from '../../services/clickhouse/start-test-engine.ts'
import { launchChromium, openWall } from './browser.ts'

type PageOptions = Parameters<typeof openWall>[2]

export interface CityInBrowser {
  browser: () => Browser
  city: () => ShownCity
  /** A wall of its own; closed, and asked for complaints, when the test ends. */
  open: (options?: PageOptions) => Promise<WallPage>
}

/** The real server over a busy history for the tests of one file, and pages of it. */
export function useShownCity(start: number, cases: number): CityInBrowser {
  let browser: Browser
  let engine: TestEngine
  let city: ShownCity
  const opened: WallPage[] = []

  beforeAll(async () => {
    engine = await startTestEngine()
    city = await showCity(engine.engine.address, start, cases)
    browser = await launchChromium()
  })

  afterEach(async () => {
    for (const wall of opened.splice(0)) {
      expect(wall.complaints).toEqual([])
      await wall.close()
    }
  })

  afterAll(async () => {
    await browser?.close()
    await city?.close()
    await engine?.close()
  })

  return {
    browser: () => browser,
    city: () => city,
    open: async (options) => {
      const wall = await openWall(browser, city.url, options)
      opened.push(wall)
      return wall
    },
  }
}
