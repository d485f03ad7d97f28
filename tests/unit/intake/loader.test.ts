import type { RegionLoad } from '../../../server/intake/loader.ts'
import { expect, it, onTestFinished } from 'vitest'
import { createGate } from '../../../server/gate.ts'
import { createLoader } from '../../../server/intake/loader.ts'
import { openStateStore } from '../../../server/intake/state-store.ts'
import { temporaryDirectory } from '../../helpers/temporary-directory.ts'

interface Run { loads: RegionLoad[], done: number[], inserts: string[] }

/** A load of two events and three versions. The commit or insert that is named fails once. */
async function runLoader(failing: 'case_versions' | 'forget' | null): Promise<Run> {
  const directory = await temporaryDirectory()
  const store = openStateStore(directory)
  const run: Run = { loads: [], done: [], inserts: [] }
  const left = new Set<string | null>([failing])
  const failOnce = (name: string): void => {
    if (left.delete(name))
      throw new Error(name)
  }
  await store.commit(() => {
    store.outbox.putSync(2, {
      seq: 2,
      events: 2,
      at: 0,
      newestAt: 0,
      regions: ['r'],
      ledger: Buffer.from('["a"]\n["b"]\n'),
      versions: Buffer.from('[1]\n[2]\n[3]\n'),
    })
  })
  let commits = 0
  const loader = createLoader({
    store: {
      ...store,
      commit: async (action) => {
        failOnce(['seal', 'forget'][commits++ % 2]!)
        return store.commit(action)
      },
    },
    storeId: 's',
    database: {
      insert: async (table: string) => {
        failOnce(table)
        run.inserts.push(table)
      },
    } as never,
    gate: createGate(),
    turns: { loadWaitMs: () => 0, load: async task => task() },
    onLoading: (load) => {
      run.loads.push(load)
      return () => run.done.push(run.loads.length)
    },
    clock: { observe: () => {} },
    log: { warn: () => {} },
    now: Date.now,
  })
  onTestFinished(async () => {
    await loader.close()
    await store.close()
  })
  await expect.poll(() => store.readLoad()).toEqual({ loadedSeq: 2, sealedTo: null })
  return run
}

const LOAD = { regions: new Set(['r']), events: 2, versions: 3, again: false }

it('says before a load what it brings, and afterwards that it is in', async () => {
  const { loads, done } = await runLoader(null)
  expect(loads).toEqual([LOAD])
  expect(done).toEqual([1])
})

it('says of a batch whose insert failed that it is sent again', async () => {
  const { loads, done } = await runLoader('case_versions')
  expect(loads).toEqual([LOAD, { ...LOAD, again: true }])
  expect(done).toEqual([2])
})

it('says so also where all of it was in and the disk could not forget it', async () => {
  const { loads, done, inserts } = await runLoader('forget')
  expect(loads).toEqual([LOAD, { ...LOAD, again: true }])
  expect(done).toEqual([1, 2])
  expect(inserts).toHaveLength(4)
})
