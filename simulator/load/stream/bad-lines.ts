import type { City } from '../../../city/city.ts'
import type { RejectionCode } from '../../../contract/intake.ts'
import type { Random } from '../../generate/random.ts'

export interface BadLine { text: string, code: RejectionCode }

/** Lines that a server has to reject, with the code it has to give. Their ids are no event's. */
export function createBadLines(city: City, name: string, at: string): (random: Random) => BadLine {
  const region = city.root
  const [category = ''] = city.categories.keys()
  const [channel = ''] = city.channels.keys()
  let count = 0
  const kinds: { code: RejectionCode, change: object, text?: (line: string) => string }[] = [
    { code: 'malformed_json', change: {}, text: line => line.slice(0, line.length / 2) },
    { code: 'invalid_event', change: { type: 'vanished' } },
    { code: 'unknown_region', change: { region: 'no-such-region' } },
    { code: 'unknown_category', change: { category: 'no-such-category' } },
    { code: 'unknown_channel', change: { channel: 'no-such-channel' } },
    { code: 'bad_time', change: { at: '2026-02-30T10:00:00+08:00' } },
    { code: 'future_time', change: { at: '2099-01-01T00:00:00Z' } },
    { code: 'missing_attribute', change: { region: undefined } },
  ]
  return (random) => {
    const { code, change, text } = random.pick(kinds)
    const id = `bad-${name}-${++count}`
    const event = { id, caseId: id, type: 'reported', at, region, category, channel, ...change }
    const line = JSON.stringify(event)
    return { text: text?.(line) ?? line, code }
  }
}
