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
  })
  const url = await server.ready
  const pid = server.child.pid!
  const half = await openHalf(url, HALF_OPEN)
  /** One harm a look, in this order; the disk is free again once it has refused something. */
  const harms: [name: string, isTime: (look: Look) => boolean, harm: () => void][] = [
    ['kill the engine', () => true, () =>
      childrenOf(pid).forEach(child => process.kill(child, 'SIGKILL'))],
    ['fill the disk', () => true, () => fillDisk(pid, dataDir)],
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
  expect(half.open()).toBe(HALF_OPEN)
  half.close()
})
