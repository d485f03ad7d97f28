import type { ChildProcess } from 'node:child_process'
import { spawn } from 'node:child_process'

/** How long a child may take to say goodbye. */
const FAREWELL_MS = 15_000

export interface Child {
  process: ChildProcess
  /** Its exit status; null when a signal ended it. */
  exited: Promise<number | null>
  /** SIGTERM, and SIGKILL when that is not heard. Resolves when it is gone. */
  stop: () => Promise<void>
}

/** Starts a program of this package under this Node. Ctrl-C of the terminal reaches it as well. */
export function startChild(
  args: readonly string[],
  environment: Record<string, string>,
  stdout: 'inherit' | 'pipe',
): Child {
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...environment },
    stdio: ['ignore', stdout, 'inherit'],
  })
  const exited = new Promise<number | null>((resolve) => {
    child.once('exit', resolve)
  })
  return {
    process: child,
    exited,
    stop: async () => {
      child.kill('SIGTERM')
      const timer = setTimeout(() => child.kill('SIGKILL'), FAREWELL_MS)
      await exited
      clearTimeout(timer)
    },
  }
}
