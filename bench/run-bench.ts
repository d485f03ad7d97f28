import type { Machine } from '../simulator/load/machine.ts'
import type { Bench, BenchContext } from './bench.ts'
import type { Figure } from './report/figure.ts'
import { createClosingStack } from '../server/closing-stack.ts'
import { readMachine } from '../simulator/load/machine.ts'
import { watchDiskStall } from './report/disk-stall.ts'
import { watchForeignLoad } from './report/foreign-load.ts'

export interface BenchResult {
  name: string
  /** RFC 3339 UTC. */
  at: string
  machine: Machine
  /** Cores that other work kept busy meanwhile. */
  foreignCores: number
  /** Share of the time in which everything waited for the disk; null where unknown. */
  diskStall: number | null
  figures: Figure[]
}

/** Runs a bench and ends all it started, also when it fails or `signal` aborts. */
export async function runBench(
  name: string,
  bench: Bench,
  options: Omit<BenchContext, 'opened'> & { signal: AbortSignal, now: () => number },
): Promise<BenchResult> {
  const { signal, now, ...context } = options
  const machine = readMachine()
  const at = new Date(now()).toISOString()
  const foreign = await watchForeignLoad()
  const disk = await watchDiskStall()
  const opened = createClosingStack()
  const stopped = new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(new Error('stopped by a signal')))
  })
  try {
    const figures = await Promise.race([bench({ ...context, opened }), stopped])
    const stall = await disk.read()
    return {
      name,
      at,
      machine,
      foreignCores: await foreign.read(),
      diskStall: Number.isNaN(stall) ? null : stall,
      figures,
    }
  }
  finally {
    await opened.close()
  }
}
