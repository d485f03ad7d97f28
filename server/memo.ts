/**
 * Remembers what `make` answered, for what the same few hundred keys are asked by the thousand.
 * @param most so many answers are held on to; then it begins anew
 */
export function memo<Key, Answer>(most: number, make: (key: Key) => Answer): (key: Key) => Answer {
  const known = new Map<Key, Answer>()
  return (key) => {
    let answer = known.get(key)
    if (answer === undefined) {
      answer = make(key)
      if (known.size >= most)
        known.clear()
      known.set(key, answer)
    }
    return answer
  }
}

/**
 * The same by an object, for as long as somebody else holds on to it.
 * @param make what else it is given must be the same whenever the object is
 */
export function memoOf<Of extends object, Rest extends readonly unknown[], Answer>(
  make: (of: Of, ...rest: Rest) => Answer,
): (of: Of, ...rest: Rest) => Answer {
  const known = new WeakMap<Of, Answer>()
  return (of, ...rest) => {
    let answer = known.get(of)
    if (answer === undefined)
      known.set(of, answer = make(of, ...rest))
    return answer
  }
}
