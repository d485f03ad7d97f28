import type { Calls } from '../../simulator/load/processes/answer-calls.ts'
import type { Worker } from '../../simulator/load/processes/start-worker.ts'
import { fileURLToPath } from 'node:url'
import { startWorker } from '../../simulator/load/processes/start-worker.ts'

/** A worker of the benches, which run from their source. `module` calls `answerCalls`. */
export function startBenchWorker<C extends Calls>(module: URL): Worker<C> {
  return startWorker<C>(fileURLToPath(module), ['--import', 'tsx'])
}
