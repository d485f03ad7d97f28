import { readOwnMemory } from '../../server/http/own-memory.ts'

const MIB = 2 ** 20
const SAMPLE_MS = 200

/** MiB of memory that belongs to the process alone; Linux only. */
export function readAnonymousMiB(pid: number): number {
  return readOwnMemory(pid) / MIB
}

export interface MemoryWatch {
  /** Highest value since the start, MiB; ends the watch. */
  stop: () => number
}

/** Looks five times a second. */
export function watchAnonymousMemory(pid: number): MemoryWatch {
  let peak = 0
  let failure: unknown = null
  look()
  const timer = setInterval(look, SAMPLE_MS)

  function look(): void {
    try {
      peak = Math.max(peak, readAnonymousMiB(pid))
    }
    catch (error) {
      failure ??= error
    }
  }

  return {
    stop() {
      clearInterval(timer)
      if (failure !== null)
        throw failure
      return peak
    },
  }
}
