import { execFileSync } from 'node:child_process'
import { statSync } from 'node:fs'
import path from 'node:path'

/**
 * As if the disk of a running server's state store were full: its files may not grow, by a limit
 * set from outside. Its engine is another process and goes on.
 */
export function fillDisk(pid: number, dataDir: string): void {
  const { size } = statSync(path.join(dataDir, 'state', 'data.mdb'))
  limitFileSize(pid, String(size))
}

export function freeDisk(pid: number): void {
  limitFileSize(pid, 'unlimited')
}

/** The soft limit alone: what was lowered could not be raised again. */
function limitFileSize(pid: number, bytes: string): void {
  execFileSync('prlimit', ['--pid', String(pid), `--fsize=${bytes}:`])
}
