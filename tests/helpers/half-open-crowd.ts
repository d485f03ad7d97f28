import { fork } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { onTestFinished } from 'vitest'

const PROGRAM = path.join(import.meta.dirname, 'half-open-process.ts')

export interface HalfOpenCrowd {
  /**
   * Opens as many half-open connections as are missing to so many, and answers how many are open
   * then: some may have been cut. While it is at it, further calls get the same answer.
   */
  hold: (count: number) => Promise<number>
}

/** A process that holds half-open connections to a server; ends with the test. */
export function startHalfOpenCrowd(url: string): HalfOpenCrowd {
  const child = fork(PROGRAM, [url], { execArgv: ['--import', 'tsx'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  let answer: Promise<number> | null = null
  return {
    async hold(count) {
      answer ??= ask(count).finally(() => answer = null)
      return answer
    },
  }

  async function ask(count: number): Promise<number> {
    const message = once(child, 'message')
    child.send(count)
    const [open] = await message as [number]
    return open
  }
}
