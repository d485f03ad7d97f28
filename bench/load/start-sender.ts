import type { Worker } from '../../simulator/load/processes/start-worker.ts'
import type { SenderCalls } from './sender-process.ts'
import { startWorker } from '../../simulator/load/processes/start-worker.ts'
import { PROFILE } from '../processes/start-server.ts'

export type Sender = Worker<SenderCalls>

/** A load generator in a process of its own, at the beginning of the stream. */
export async function startSender(home: string, firstDay?: number): Promise<Sender> {
  const sender = startWorker<SenderCalls>(new URL('./sender-process.ts', import.meta.url), home)
  await sender.call('open', { home, profile: PROFILE, firstDay })
  return sender
}
