import type { LoadOptions } from '../load-options.ts'
import type { CasePlan } from './case-source.ts'
import { openCaseSource } from './case-source.ts'

/** Enough cases to know how many events a history has, few enough to be quick. */
const SAMPLE_PER_DAY = 50
/** A history that is a little short ends at now: what is left to send are other cases of it. */
const FILLED = 0.97
/** Clocks of two processes may differ by a little, and times are whole seconds. */
const MARGIN_MS = 2000

/**
 * One plan a producer: a history that ends now and has about as many events as will be sent, so
 * that today's windows are not empty. `now` in milliseconds since 1970.
 */
export async function planCases(
  folder: string,
  { rate, seconds, chaos, producers, seed, days }: Pick<LoadOptions, 'rate' | 'seconds' | 'chaos' | 'producers' | 'seed' | 'days'>,
  now: number,
): Promise<CasePlan[]> {
  const endAt = Math.floor((now - MARGIN_MS) / 1000) * 1000
  const sample = { folder, seed, producer: 0, days, endAt, perDay: SAMPLE_PER_DAY }
  const source = await openCaseSource(sample)
  let sampled = 0
  for (const events of source.cases(0))
    sampled += events.length
  const events = rate * seconds / (1 + chaos.dup + chaos.bad)
  const perDay = Math.round(FILLED * events / producers * SAMPLE_PER_DAY / sampled)
  return Array.from({ length: producers }, (_, producer) => ({ ...sample, producer, perDay }))
}
