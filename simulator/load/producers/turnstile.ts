import { steadyNow } from '../steady-now.ts'

/** Lets a bounded number through at once, in the order they came, and nobody while it is shut. */
export interface Turnstile {
  /** Resolves when it is the caller's turn, who has to `leave` afterwards. */
  pass: () => Promise<void>
  leave: () => void
  /** Nobody passes for so long, milliseconds. */
  shut: (ms: number) => void
}

export function createTurnstile(most: number): Turnstile {
  const queue: (() => void)[] = []
  let inside = 0
  let shutUntil = 0
  let timer: NodeJS.Timeout | undefined

  function admit(): void {
    const left = shutUntil - steadyNow()
    if (left > 0) {
      timer ??= setTimeout(() => {
        timer = undefined
        admit()
      }, left)
      return
    }
    while (inside < most && queue.length > 0) {
      inside++
      queue.shift()!()
    }
  }

  return {
    pass: async () => new Promise((resolve) => {
      queue.push(resolve)
      admit()
    }),
    leave() {
      inside--
      admit()
    },
    shut(ms) {
      shutUntil = Math.max(shutUntil, steadyNow() + ms)
    },
  }
}
