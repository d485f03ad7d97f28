import type { BenchResult } from '../run-bench.ts'

/** What a bench ran on, and what disturbed it, in one line. */
export function formatConditions(result: Omit<BenchResult, 'figures'>): string {
  const { cores, cpu, memoryGiB, system, node } = result.machine
  const { diskStall } = result
  const disk = diskStall === null
    ? ''
    : `, everything waited for the disk ${(100 * diskStall).toFixed(1)} % of the time`
  return `${result.name}: ${cores} cores (${cpu}), ${memoryGiB} GiB, ${system}, Node ${node}; `
    + `other work kept ${result.foreignCores.toFixed(1)} cores busy${disk}; ${result.at}`
}
