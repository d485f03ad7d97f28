/** What was opened, to be closed in the opposite order, whether the start succeeded or not. */
export interface ClosingStack {
  /** What comes after the close, from work that nobody stopped, is closed at once. */
  add: (close: () => Promise<void> | void) => void
  /** Closes everything, also past one that fails; rejects with the first failure. */
  close: () => Promise<void>
}

export function createClosingStack(): ClosingStack {
  const opened: (() => Promise<void> | void)[] = []
  let closing: Promise<void> | null = null

  async function closeAll(): Promise<void> {
    const failures: unknown[] = []
    for (let close = opened.pop(); close !== undefined; close = opened.pop()) {
      try {
        await close()
      }
      catch (error) {
        failures.push(error)
      }
    }
    if (failures.length > 0)
      throw failures[0]
  }

  async function closeAfter(before: Promise<void>): Promise<void> {
    try {
      await before
    }
    finally {
      await closeAll()
    }
  }

  return {
    add: (close) => {
      opened.push(close)
      if (closing === null)
        return
      closing = closeAfter(closing)
      // Nobody may be waiting any more.
      closing.catch(() => {})
    },
    close: async () => (closing ??= closeAll()),
  }
}
