import type { Look } from '../../../simulator/load/watch-run.ts'
import { expect, it } from 'vitest'
import { childrenOf } from '../../helpers/children-of.ts'
import { fillDisk, freeDisk } from '../../helpers/full-disk.ts'
import { openHalf } from '../../helpers/half-open.ts'
import { complaintsOf, loadRun } from '../../helpers/load-run.ts'
import { spawnServer, temporaryDataDir } from '../../helpers/server-process.ts'

/** Fits every machine's limit of open files. */
const HALF_OPEN = 300
const CHAOS = '--chaos dup=5,late=2,shuffle=5,bad=1'

it('counts every acked event once while connections hang, the engine is killed and the disk fills up', async () => {
  const dataDir = temporaryDataDir()
  const server = spawnServer({
    GRIDWALL_DATA_DIR: dataDir,
    GRIDWALL_SOURCES: 'load:load-token',
    GRIDWALL_LOG_LEVEL: 'silent',
    // They hang until the load is over.
    GRIDWALL_HEADERS_TIMEOUT_MS: '60000',
  })
  const url = await server.ready
  const pid = server.child.pid!
  const half = await openHalf(url, HALF_OPEN)
  const killed: number[] = []
  /**
   * One harm a look, in this order. An engine started under the limit of a full disk would keep it
   * for ever, so it has to be there first; the disk is free again once it has refused something.
   */
  const harms: [name: string, isTime: (look: Look) => boolean, harm: () => void][] = [
    ['kill the engine', () => true, () => {
      killed.push(...childrenOf(pid))
      killed.forEach(child => process.kill(child, 'SIGKILL'))
    }],
    ['fill the disk', () => childrenOf(pid).some(child => !killed.includes(child)), () =>
      fillDisk(pid, dataDir)],
    ['free the disk', ({ counts }) => counts.refusals > 0, () => freeDisk(pid)],
  ]
  const done: string[] = []

  const report = await loadRun(url, 'load-token', `--rate 800 --duration 8s --screens 10 --scopes 3 ${CHAOS}`, {
    everyLook: (look) => {
      const [name, isTime, harm] = harms[done.length] ?? []
      if (name !== undefined && isTime!(look)) {
        done.push(name)
        harm!()
      }
    },
  })

  expect(done).toEqual(['kill the engine', 'fill the disk', 'free the disk'])
  expect(complaintsOf(report)).toEqual([])
  expect(report.verdict.exact).toBe(true)
  expect(report.counts.refusals, 'the full disk refused nothing').toBeGreaterThan(0)
  expect(report.verdict.compared).toBeGreaterThan(10_000)
  const held = report.seconds.map(({ server }) => server?.openFiles ?? 0)
  expect(Math.max(...held), 'the server did not hold the hanging connections').toBeGreaterThan(HALF_OPEN)
  half.close()
})
