import type { Look } from '../../../simulator/load/watch-run.ts'
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { startHalfOpenCrowd } from '../../helpers/half-open-crowd.ts'
import { complaintsOf, loadRun } from '../../helpers/load-run.ts'
import { spawnServer, temporaryDataDir } from '../../helpers/server-process.ts'

/** What the server opens besides connections, with room to spare. */
const OTHER_FILES = 1000
/** As many as the system allows a process to open, where that is little. */
const HALF_OPEN = Math.min(10_000, mostFiles() - OTHER_FILES)
/** The server takes some more than these, for those who have something to say. */
const MAX_CONNECTIONS = HALF_OPEN + 200
/** Events answered in each phase, enough to say that the load went on; as many more come then. */
const SOME = 500
/** So many of those have no room. */
const BEYOND = HALF_OPEN + SOME - MAX_CONNECTIONS

/** Node raises the number of files it may open to the hard limit by itself. */
function mostFiles(): number {
  const [, hard] = /Max open files +\S+ +(\S+)/.exec(readFileSync('/proc/self/limits', 'utf8'))!
  return hard === 'unlimited' ? Infinity : Number(hard)
}

it(`stays exact while ${HALF_OPEN} connections hang half open, cuts those beyond its limit, and closes them all in time`, async () => {
  const server = spawnServer({
    GRIDWALL_DATA_DIR: temporaryDataDir(),
    GRIDWALL_SOURCES: 'load:load-token',
    GRIDWALL_LOG_LEVEL: 'warn',
    // Of ticks and loads there need not be many.
    GRIDWALL_TICK_MS: '1000',
    GRIDWALL_MAX_CONNECTIONS: String(MAX_CONNECTIONS),
    GRIDWALL_HEADERS_TIMEOUT_MS: '15000',
  })
  const url = await server.ready
  const crowd = startHalfOpenCrowd(url)
  const end = new AbortController()
  const files = (look: Look): number => look.sample.server?.openFiles ?? 0

  /** Of how many connections whole lines of the log of this kind tell. */
  const told = (words: string): number => server.stderr().split('\n').slice(0, -1).filter(line => line.includes(words)).reduce((sum, line) => sum + (JSON.parse(line) as { connections: number }).connections, 0)

  /**
   * In this order; the next one begins when something has been answered under the one before.
   * Until then the crowd opens again what is closed: a slow machine, too, has as many at once.
   */
  const phases: [name: string, hanging: number, isThere: (look: Look) => boolean][] = [
    ['the load runs', 0, () => true],
    ['all hang', HALF_OPEN, look => files(look) > HALF_OPEN],
    ['more are cut', HALF_OPEN + SOME, () => told('cut at once') >= BEYOND],
    ['all are closed', 0, look => files(look) > 0 && files(look) < OTHER_FILES],
  ]
  const done: string[] = []
  let answeredBefore = 0
  let reached = false

  const report = await loadRun(url, 'load-token', '--rate 400 --duration 240s --screens 5 --scopes 3', {
    everyLook: (look) => {
      const [name, hanging, isThere] = phases[done.length] ?? []
      if (name === undefined)
        return
      void crowd.hold(hanging!)
      if (!reached && isThere!(look)) {
        reached = true
        answeredBefore = look.counts.answered
      }
      if (reached && look.counts.answered > answeredBefore + SOME) {
        done.push(name)
        reached = false
        if (done.length === phases.length)
          end.abort()
      }
    },
  }, end.signal)

  expect(done).toEqual(['the load runs', 'all hang', 'more are cut', 'all are closed'])
  expect(complaintsOf(report)).toEqual([])
  expect(report.verdict.exact).toBe(true)
  expect(told('cut at once')).toBeGreaterThanOrEqual(BEYOND)
  expect(told('did not come in time')).toBeGreaterThanOrEqual(HALF_OPEN)
  expect(server.stderr().split('\n').length, 'a flood of connections floods the log').toBeLessThan(50)

  // Those that hang now do not keep it from ending.
  expect(await crowd.hold(100)).toBe(100)
  server.child.kill('SIGTERM')
  expect(await server.exited, server.stderr()).toBe(0)
})
