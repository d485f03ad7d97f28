import type { MortalCalls } from '../../../fixtures/workers/mortal-worker.ts'
import { expect, it } from 'vitest'
import { startWorker } from '../../../../simulator/load/processes/start-worker.ts'

it('rejects the calls of a worker that ended, and ends nothing else', async () => {
  const module = new URL('../../../fixtures/workers/mortal-worker.ts', import.meta.url)
  const worker = startWorker<MortalCalls>(module, process.cwd())
  expect(await worker.call('double', 21)).toBe(42)
  await expect(worker.call('end', 3)).rejects.toThrow('ended with 3 during end')
  await expect(worker.call('double', 1)).rejects.toThrow(/ended with 3|channel closed/i)
  await worker.close()
})
