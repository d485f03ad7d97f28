import { expect, it } from 'vitest'
import { readWatermark } from '../../../server/intake/heartbeat-route.ts'

const NOW = Date.parse('2026-11-21T06:00:00Z')
const read = (body: string): number | null => readWatermark(Buffer.from(body), NOW)

it.each([['nothing', ''], ['an empty object', '{}']])('takes %s for a heartbeat that promises nothing', (_name, body) => {
  expect(read(body)).toBeNull()
  expect(readWatermark(undefined, NOW)).toBeNull()
})

it('reads a watermark with its zone, up to five minutes ahead', () => {
  expect(read('{"watermark":"2026-11-21T14:05:00+08:00"}')).toBe(NOW + 300_000)
})

it.each([
  ['beyond the tolerated clock skew', '{"watermark":"2026-11-21T06:05:00.001Z"}', 'bad_watermark', 'ahead'],
  ['without a zone', '{"watermark":"2026-11-21T06:00:00"}', 'bad_watermark', 'no such time'],
  ['on a day that is none', '{"watermark":"2026-02-30T06:00:00Z"}', 'bad_watermark', 'no such time'],
  ['of another century', '{"watermark":"1889-02-01T06:00:00Z"}', 'bad_watermark', 'no such time'],
  ['that is a number', '{"watermark":1763700000}', 'bad_watermark', '1763700000'],
  ['beside what nobody knows', '{"watermark":"2026-11-21T06:00:00Z","x":1}', 'invalid_request', 'A heartbeat is'],
  ['in an array', '[]', 'invalid_request', 'A heartbeat is'],
  ['that is null', 'null', 'invalid_request', 'A heartbeat is'],
  ['that is no JSON', '{"watermark"', 'invalid_request', 'JSON'],
])('refuses a watermark %s', (_name, body, code, words) => {
  expect(() => read(body)).toThrow(expect.objectContaining({
    code,
    message: expect.stringContaining(words) as string,
  }) as Error)
})
