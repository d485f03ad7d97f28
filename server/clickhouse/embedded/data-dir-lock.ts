import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const POLL_MS = 50

/** The data directory belongs to another living engine. */
export class DataDirTakenError extends Error {
  override readonly name = 'DataDirTakenError'
  readonly code = 'engine_data_dir_taken'

  constructor(dataDir: string, pid: number) {
    super(`Data directory ${dataDir} is in use by the engine of process ${pid}: stop that one or choose another directory.`)
  }
}

/**
 * Makes this process the only owner of a data directory until it releases it or dies.
 * A living owner is given `waitMs` milliseconds to leave. Returns the release.
 * @throws {DataDirTakenError}
 */
export async function lockDataDir(dataDir: string, waitMs: number): Promise<() => void> {
  const path = join(dataDir, 'gridwall-engine.lock')
  const mine = describe(process.pid)
  for (let waited = 0; ; waited += POLL_MS) {
    const owner = claim(path, mine)
    if (owner === null)
      return () => rmSync(path, { force: true })
    if (waited >= waitMs)
      throw new DataDirTakenError(dataDir, Number.parseInt(owner, 10))
    await sleep(POLL_MS)
  }
}

/** Takes the lock if it is free or its owner is dead; answers the living owner otherwise. */
function claim(path: string, mine: string): string | null {
  const own = `${path}.${process.pid}`
  writeFileSync(own, mine)
  try {
    // A link appears with its content and fails when the name exists: no half-written lock.
    linkSync(own, path)
    return null
  }
  catch (error) {
    if (codeOf(error) !== 'EEXIST')
      throw error
    const owner = readFileSync(path, 'utf8')
    if (isAlive(owner))
      return owner
    removeStale(path, owner)
    return owner
  }
  finally {
    rmSync(own, { force: true })
  }
}

/** Removes a dead owner's lock, and only that one: a third process may just have replaced it. */
function removeStale(path: string, owner: string): void {
  const aside = `${path}.stale.${process.pid}`
  renameSync(path, aside)
  if (readFileSync(aside, 'utf8') !== owner)
    linkSync(aside, path)
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
