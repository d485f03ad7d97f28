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
  const done = new Set<string>()
  const once = (name: string, harm: () => void): void => {
    if (!done.has(name)) {
      done.add(name)
      harm()
    }
  }

  const report = await loadRun(url, 'load-token', `--rate 1000 --duration 5s --screens 10 --scopes 3 ${CHAOS}`, {
    everyLook: ({ sample: { second } }) => {
      if (second >= 1)
        once('kill the engine', () => childrenOf(pid).forEach(child => process.kill(child, 'SIGKILL')))
      if (second >= 2.5)
        once('fill the disk', () => fillDisk(pid, dataDir))
      if (second >= 4)
        once('free the disk', () => freeDisk(pid))
    },
  })

  expect([...done]).toEqual(['kill the engine', 'fill the disk', 'free the disk'])
  expect(complaintsOf(report)).toEqual([])
  expect(report.verdict.exact).toBe(true)
  expect(report.counts.refusals, 'the full disk refused nothing').toBeGreaterThan(0)
  expect(report.verdict.compared).toBeGreaterThan(10_000)
  expect(half.open()).toBe(HALF_OPEN)
  half.close()
}, 120_000)
