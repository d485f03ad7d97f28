import type { Worker } from '../../simulator/load/processes/start-worker.ts'
import type { SenderCalls } from './sender-process.ts'
import { startBenchWorker } from '../processes/start-bench-worker.ts'
import { PROFILE } from '../processes/start-server.ts'

export type Sender = Worker<SenderCalls>

/** A load generator in a process of its own, at the beginning of the stream. */
export async function startSender(home: string, firstDay?: number): Promise<Sender> {
  const sender = startBenchWorker<SenderCalls>(new URL('./sender-process.ts', import.meta.url))
  await sender.call('open', { home, profile: PROFILE, firstDay })
  return sender
}
