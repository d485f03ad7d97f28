import { expect, it } from 'vitest'
import { buildDelta, serialisePanels } from '../../../server/live/delta.ts'
import { toFrameSources } from '../../../server/live/frame-sources.ts'
import { buildFrame } from '../../fixtures/frames/build-frame.ts'
import { loadFixtureCity } from '../../fixtures/frames/profiles.ts'

const MINUTE = Date.parse('2026-11-21T06:10:00Z')
const { profile } = await loadFixtureCity('boston')

function saved(tick: number, heardAt: number) {
  const sources = toFrameSources([
    { name: 'hotline', state: 'live', heardAt, since: null, watermark: heardAt - 1000 },
  ])
  const frame = { ...buildFrame(profile, 'boston'), tick, sources }
  return { frame, texts: serialisePanels(frame.panels) }
}

it('changes the entry of a busy source once a minute, and sends it only then', () => {
  const first = saved(1, MINUTE + 2000)
  const same = saved(2, MINUTE + 59_000)
  const next = saved(3, MINUTE + 61_000)
  expect(first.frame.sources).toEqual([{
    name: 'hotline',
    state: 'live',
    lastHeardAt: '2026-11-21T06:10:00.000Z',
    since: null,
    watermark: '2026-11-21T06:10:00.000Z',
  }])
  expect(buildDelta(first, same)).not.toHaveProperty('sources')
  expect(buildDelta(same, next).sources).toEqual(next.frame.sources)
})

it('keeps the moment exact since which a source is late', () => {
  const [late] = toFrameSources([
    { name: 'hotline', state: 'late', heardAt: MINUTE + 2500, since: MINUTE + 2500, watermark: null },
  ])
  expect(late).toMatchObject({ since: '2026-11-21T06:10:02.500Z', watermark: null })
})
