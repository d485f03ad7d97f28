import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { EngineStartError } from './engine-start-error.ts'

const POLL_MS = 50

/**
 * Makes this process the only owner of a data directory until it releases it or dies.
 * `holder` is what the refusal calls it. A living owner is given `waitMs` milliseconds to leave.
 * Returns the release.
 * @throws {EngineStartError} engine_data_dir_taken
 */
export async function lockDataDir(
  dataDir: string,
  waitMs: number,
  holder: 'engine' | 'server' = 'engine',
): Promise<() => void> {
  const path = join(dataDir, 'gridwall-engine.lock')
  const mine = describe(process.pid)
  for (let waited = 0; ; waited += POLL_MS) {
    const owner = claim(path, mine)
    if (owner === null)
      return () => rmSync(path, { force: true })
    if (waited >= waitMs)
      throw taken(dataDir, holder, Number.parseInt(owner, 10))
    await sleep(POLL_MS)
  }
}

function taken(dataDir: string, holder: string, pid: number): EngineStartError {
  return new EngineStartError(
    'engine_data_dir_taken',
    `Data directory ${dataDir} is in use by the ${holder} of process ${pid}: stop that one or choose another directory.`,
    true,
  )
}

/** Takes the lock unless its owner lives; answers the living owner. */
function claim(path: string, mine: string): string | null {
  const own = `${path}.${process.pid}`
  writeFileSync(own, mine)
  try {
    for (;;) {
      if (tryLink(own, path))
        return null
      const owner = readOwner(path)
      if (owner !== null && isAlive(owner))
        return owner
      if (owner !== null)
        removeStale(path, owner)
    }
  }
  finally {
    rmSync(own, { force: true })
  }
}

/** A link appears with its content and fails when the name exists: no half-written lock. */
function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to)
    return true
  }
  catch (error) {
    if (codeOf(error) === 'EEXIST')
      return false
    throw error
  }
}

/** Null when it was released just now. */
function readOwner(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  }
  catch (error) {
    if (codeOf(error) === 'ENOENT')
      return null
    throw error
  }
}

/** Removes a dead owner's lock, and only that one: another process may just have replaced it. */
function removeStale(path: string, owner: string): void {
  const aside = `${path}.stale.${process.pid}`
  try {
    renameSync(path, aside)
  }
  catch (error) {
    if (codeOf(error) === 'ENOENT')
      return
    throw error
  }
  if (readOwner(aside) !== owner)
    tryLink(aside, path)
  rmSync(aside, { force: true })
}

function isAlive(owner: string): boolean {
  const pid = Number.parseInt(owner, 10)
  try {
    process.kill(pid, 0)
  }
  catch (error) {
    return codeOf(error) === 'EPERM'
  }
  return describe(pid) === owner
}

/**
 * A pid and since when it lives: after a container restarts, pids begin anew and the dead
 * engine's pid is somebody else. Where there is no /proc the pid alone has to do.
 */
function describe(pid: number): string {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const startedAt = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''
    return `${pid} ${boot} ${startedAt}`
  }
  catch {
    return `${pid}`
  }
}

function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException).code
}
