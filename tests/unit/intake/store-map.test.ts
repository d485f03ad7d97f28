import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { openStateStore } from '../../../server/intake/state-store.ts'
import { temporaryDirectory } from '../../helpers/temporary-directory.ts'

const ENTRY_BYTES = 1024 * 1024
const ENTRIES = 16

/** How often this process has the store of a directory mapped; Linux tells. */
async function mapsOf(directory: string): Promise<number> {
  const maps = await readFile('/proc/self/maps', 'utf8')
  return maps.split('\n').filter(line => line.includes(`${directory}/data.mdb`)).length
}

it('stays in the one map it was opened with when it grows', async () => {
  const directory = await temporaryDirectory()
  const store = openStateStore(directory)
  const atFirst = await mapsOf(directory)
  for (let seq = 1; seq <= ENTRIES; seq++) {
    await store.commit(() => store.outbox.putSync(seq, {
      seq,
      events: 1,
      at: 0,
      newestAt: 0,
      ledger: Buffer.alloc(ENTRY_BYTES, seq),
      versions: Buffer.alloc(0),
    }))
  }
  expect(atFirst).toBeGreaterThan(0)
  expect(await mapsOf(directory)).toBe(atFirst)
  await store.close()
})
