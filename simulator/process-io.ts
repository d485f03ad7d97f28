import type { SimIo } from './sim-io.ts'
import { setTimeout as sleep } from 'node:timers/promises'

/** The io of a real process: its clock, its two outputs. Abort `signal` to end a run. */
export function processIo(signal: AbortSignal): SimIo {
  return {
    now: Date.now,
    sleep: async ms => sleepUntil(ms, signal),
    random: Math.random,
    out: text => void process.stdout.write(text),
    err: text => void process.stderr.write(text),
    signal,
  }
}

async function sleepUntil(ms: number, signal: AbortSignal): Promise<void> {
  return sleep(ms, undefined, { signal }).catch((error: Error) => {
    if (error.name !== 'AbortError')
      throw error
  })
}
