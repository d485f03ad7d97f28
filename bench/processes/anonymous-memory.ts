import { readFile } from 'node:fs/promises'

const RSS_ANON = /^RssAnon:\s+(\d+) kB$/m
const KIB_PER_MIB = 1024
const SAMPLE_MS = 200

/**
 * MiB of memory that belongs to the process alone. Pages of files (the state store is mapped) are
 * not in it: the system takes those back when it needs them.
 */
export async function readAnonymousMiB(pid: number): Promise<number> {
  const kib = RSS_ANON.exec(await readFile(`/proc/${pid}/status`, 'utf8'))?.[1]
  if (kib === undefined)
    throw new Error(`/proc/${pid}/status has no RssAnon: this bench needs Linux`)
  return Number(kib) / KIB_PER_MIB
}

export interface MemoryWatch {
  /** Highest value since the start, MiB; ends the watch. */
  stop: () => Promise<number>
}

/** Looks five times a second. */
export function watchAnonymousMemory(pid: number): MemoryWatch {
  let peak = 0
  let failure: unknown = null
  let looking = look()
  const timer = setInterval(() => {
    looking = look()
  }, SAMPLE_MS)

  async function look(): Promise<void> {
    try {
      peak = Math.max(peak, await readAnonymousMiB(pid))
    }
    catch (error) {
      failure ??= error
    }
  }

  return {
    async stop() {
      clearInterval(timer)
      await looking
      if (failure !== null)
        throw failure
      return peak
    },
  }
}
