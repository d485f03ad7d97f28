import type { Gate } from './ports.ts'

/** One task at a time, in the order they came. */
export function createGate(): Gate {
  let last: Promise<unknown> = Promise.resolve()
  return {
    run: async (task) => {
      const result = last.then(task, task)
      last = result.catch(() => undefined)
      return result
    },
  }
}
