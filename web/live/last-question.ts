/** Lets only the last question count: a slow answer to an earlier one is dropped. */
export interface LastQuestion {
  /** True while an answer is awaited. */
  pending: () => boolean
  /** The awaited answer no longer counts. */
  forget: () => void
  /** Null: overtaken by a later question. Rejects as the question does, unless overtaken. */
  ask: <T>(question: () => Promise<T>) => Promise<T | null>
}

export function createLastQuestion(): LastQuestion {
  let asked = 0
  let open = false

  async function ask<T>(question: () => Promise<T>): Promise<T | null> {
    const mine = ++asked
    open = true
    try {
      const answer = await question()
      return mine === asked ? answer : null
    }
    catch (error) {
      if (mine === asked)
        throw error
      return null
    }
    finally {
      if (mine === asked)
        open = false
    }
  }

  return {
    pending: () => open,
    forget: () => {
      asked++
      open = false
    },
    ask,
  }
}
