export type Target = { atMost: number } | { atLeast: number } | { exactly: number }

/** One measured number, beside what it must be and what it is compared with. */
export interface Figure {
  name: string
  value: number
  unit: string
  /** Absent: reported, not judged. */
  target?: Target
  /** The same work by the barest means, measured in the same minutes. */
  baseline?: { name: string, value: number }
}

export type Verdict = 'PASS' | 'FAIL' | ''

/** Speeds of a short run say nothing: there only exact figures are judged. */
export function judge({ value, target }: Figure, short: boolean): Verdict {
  if (target === undefined || (short && !('exactly' in target)))
    return ''
  return reaches(value, target) ? 'PASS' : 'FAIL'
}

/** A figure that could not be measured (NaN) reaches nothing. */
function reaches(value: number, target: Target): boolean {
  if ('exactly' in target)
    return value === target.exactly
  return 'atMost' in target ? value <= target.atMost : value >= target.atLeast
}
