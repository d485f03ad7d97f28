/** Milliseconds of the machine's monotonic clock: the same for all processes on it. */
export function steadyNow(): number {
  return Number(process.hrtime.bigint()) / 1e6
}
