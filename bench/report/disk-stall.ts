import { readFile } from 'node:fs/promises'
import { steadyNow } from '../../simulator/load/steady-now.ts'

const FULL = /^full .*total=(\d+)$/m
const MICROS = 1000

export interface DiskStall {
  /** Share of the time since the start; NaN where the system does not tell. */
  read: () => Promise<number>
}

/**
 * Watches how much of the time nothing could run because everything waited for the disk. An ack
 * waits for a flush: on a disk that others write to, this and not the server is what is measured.
 */
export async function watchDiskStall(): Promise<DiskStall> {
  const started = { at: steadyNow(), stalled: await stalledMs() }
  return {
    read: async () => (await stalledMs() - started.stalled) / (steadyNow() - started.at),
  }
}

async function stalledMs(): Promise<number> {
  // Linux counts pressure since 4.20, where it is switched on.
  const text = await readFile('/proc/pressure/io', 'utf8').catch(() => '')
  const micros = FULL.exec(text)?.[1]
  return micros === undefined ? Number.NaN : Number(micros) / MICROS
}
