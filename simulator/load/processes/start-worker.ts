import type { Answer, Call, Calls } from './answer-calls.ts'
import { fork } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { HOME } from '../../../programs/home.ts'

/** A process of its own that answers calls, so that its work is not done in the measured one. */
export interface Worker<C extends Calls> {
  readonly pid: number
  /** One call at a time. Rejects with the worker's error, or when the worker ends. */
  call: <K extends keyof C & string>(
    kind: K,
    argument: Parameters<C[K]>[0],
  ) => Promise<Awaited<ReturnType<C[K]>>>
  close: () => Promise<void>
}

/**
 * @param file calls `answerCalls`
 * @param nodeArgs what its Node is given, such as a larger heap
 */
export function startWorker<C extends Calls>(
  file: string,
  nodeArgs: readonly string[] = [],
): Worker<C> {
  const child = fork(file, {
    cwd: HOME,
    execArgv: [...nodeArgs],
    env: {},
    serialization: 'advanced',
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const exited = once(child, 'exit')

  return {
    pid: child.pid!,
    async call(kind, argument) {
      const ended = new AbortController()
      const lost = exited.then(([code]) => {
        throw new Error(`${path.basename(file)} ended with ${String(code)} during ${kind}`)
      })
      try {
        const answered = once(child, 'message', { signal: ended.signal })
        // Without a callback a worker that is gone would end this process by its `error` event.
        const unsent = new Promise<never>((_, reject) =>
          child.send({ kind, argument } satisfies Call, error => error && reject(error)))
        const [answer] = await Promise.race([answered, lost, unsent]) as [Answer]
        if (!answer.ok)
          throw new Error(`${kind} failed: ${answer.message}`)
        return answer.value as never
      }
      finally {
        ended.abort()
        lost.catch(() => {})
      }
    },
    async close() {
      if (child.connected)
        child.disconnect()
      const killer = setTimeout(() => child.kill('SIGKILL'), 5000)
      await exited
      clearTimeout(killer)
    },
  }
}
