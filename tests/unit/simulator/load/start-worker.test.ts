import type { MortalCalls } from '../../../fixtures/workers/mortal-worker.ts'
import path from 'node:path'
import { expect, it } from 'vitest'
import { startWorker } from '../../../../simulator/load/processes/start-worker.ts'

it('rejects the calls of a worker that ended, and ends nothing else', async () => {
  const file = path.resolve('tests/fixtures/workers/mortal-worker.ts')
  const worker = startWorker<MortalCalls>(file, ['--import', 'tsx'])
  expect(await worker.call('double', 21)).toBe(42)
  await expect(worker.call('end', 3)).rejects.toThrow('ended with 3 during end')
  await expect(worker.call('double', 1)).rejects.toThrow(/ended with 3|channel closed/i)
  await worker.close()
})
