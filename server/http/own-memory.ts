import { readFileSync } from 'node:fs'

const RSS_ANON = /^RssAnon:\s+(\d+) kB$/m
const KIB = 1024

/**
 * Bytes of memory that are a process's alone. The state store is mapped: its pages are resident
 * too, more of them with every case, and the system takes those back when it needs them.
 * @throws Error where the system does not tell: only Linux does
 */
export function readOwnMemory(pid: number | 'self' = 'self'): number {
  const kib = RSS_ANON.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  if (kib === undefined)
    throw new Error(`/proc/${pid}/status has no RssAnon: only Linux tells`)
  return Number(kib) * KIB
}
