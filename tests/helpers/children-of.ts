import { readdirSync, readFileSync } from 'node:fs'

/** Processes that a process started and that still live. */
export function childrenOf(pid: number): number[] {
  return readdirSync('/proc').map(Number).filter((candidate) => {
    if (!Number.isInteger(candidate) || candidate === 0)
      return false
    try {
      const stat = readFileSync(`/proc/${candidate}/stat`, 'utf8')
      return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]) === pid
    }
    catch {
      return false
    }
  })
}
