import { parseArgs } from 'node:util'

export interface DemoOptions {
  profile: 'dongying' | 'boston'
  /** Live events a second after the history (dongying); undefined: as busy as the history. */
  rate: number | undefined
  /** How many times as fast as it happened boston is replayed, or a scenario is played. */
  speed: string
  port: number
  /** Name or file of a scenario that is played, again and again, instead of the plain stream. */
  scenario: string | undefined
}

const USAGE = `npm run demo -- [--profile dongying|boston] [--scenario rainstorm|ordinary-day|visit-day|overload] [--rate EVENTS_PER_SECOND] [--speed 1|60|600|max] [--port 3000]`

/** The options, or a sentence saying what is wrong with them. */
export function readOptions(args: readonly string[]): DemoOptions | string {
  let values: Record<string, string | undefined>
  try {
    const text = { type: 'string' } as const
    values = parseArgs({
      args: [...args],
      options: { profile: text, rate: text, speed: text, port: text, scenario: text },
    }).values
  }
  catch (error) {
    return `${(error as Error).message}\nUsage: ${USAGE}`
  }
  const { profile = 'dongying', rate, port = '3000', scenario } = values
  const speed = values.speed ?? (scenario === undefined ? '600' : '60')
  if (profile !== 'dongying' && profile !== 'boston')
    return `--profile: there is a demo of dongying and of boston.\nUsage: ${USAGE}`
  if (scenario !== undefined && profile !== 'dongying')
    return `--scenario: the scenarios play in dongying, leave out --profile.\nUsage: ${USAGE}`
  if (rate !== undefined && !(Number(rate) > 0 && Number(rate) <= 1000))
    return `--rate: events a second, above 0 and at most 1000.\nUsage: ${USAGE}`
  if (!(Number.isInteger(Number(port)) && Number(port) >= 1 && Number(port) <= 65_535))
    return `--port: 1 to 65535.\nUsage: ${USAGE}`
  return {
    profile,
    rate: rate === undefined ? undefined : Number(rate),
    speed,
    port: Number(port),
    scenario,
  }
}
