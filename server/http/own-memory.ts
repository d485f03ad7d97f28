import { readFileSync } from 'node:fs'

const RSS_ANON = /^RssAnon:\s+(\d+) kB$/m
const KIB = 1024

/**
 * Bytes of memory that are this process's alone. The state store is mapped: its pages are resident
 * too, more of them with every case, and the system takes those back when it needs them.
 * @throws Error where the system does not tell: only Linux does
 */
export function readOwnMemory(): number {
  const kib = RSS_ANON.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]
  if (kib === undefined)
    throw new Error('/proc/self/status has no RssAnon')
  return Number(kib) * KIB
}
