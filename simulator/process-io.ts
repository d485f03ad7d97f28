import type { SimIo } from './sim-io.ts'
import { setTimeout as sleep } from 'node:timers/promises'
import { createStatusLine } from './status-line.ts'

/** The io of a real process: its clock, its two outputs. Abort `signal` to end a run. */
export function processIo(signal: AbortSignal): SimIo {
  const { show, print } = createStatusLine(process.stderr, Date.now)
  return {
    now: Date.now,
    sleep: async ms => sleepUntil(ms, signal),
    random: Math.random,
    out: (text) => {
      print('')
      process.stdout.write(text)
    },
    err: print,
    status: show,
    signal,
  }
}

async function sleepUntil(ms: number, signal: AbortSignal): Promise<void> {
  return sleep(ms, undefined, { signal }).catch((error: Error) => {
    if (error.name !== 'AbortError')
      throw error
  })
}
