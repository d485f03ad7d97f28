import { fork } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { onTestFinished } from 'vitest'

const PROGRAM = path.join(import.meta.dirname, 'half-open-process.ts')

export interface HalfOpenCrowd {
  /** Opens so many more half-open connections and answers how many are open. One call at a time. */
  open: (more: number) => Promise<number>
}

/** A process that holds half-open connections to a server; ends with the test. */
export function startHalfOpenCrowd(url: string): HalfOpenCrowd {
  const child = fork(PROGRAM, [url], { execArgv: ['--import', 'tsx'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  return {
    open: async (more) => {
      const answer = once(child, 'message')
      child.send(more)
      const [open] = await answer as [number]
      return open
    },
  }
}
