import type { SourceFreshness } from '../../../../contract/sources.ts'
import { describe, expect, it } from 'vitest'
import { en } from '../../../../web/i18n/en.ts'
import { zh } from '../../../../web/i18n/zh.ts'
import { describeSources, describeTrouble } from '../../../../web/live/describe-sources.ts'
import { NOTHING_RECEIVED } from '../../../fixtures/frames/build-quality.ts'

const now = Date.parse('2026-11-21T06:10:00Z')
const timeOf = (ms: number) => new Date(ms).toISOString().slice(11, 16)

function source(
  name: string,
  state: SourceFreshness['state'],
  since: string | null = null,
): SourceFreshness {
  return { name, state, since: since && `2026-11-21T${since}:00Z`, lastHeardAt: null, watermark: null }
}

const [live, quiet] = [source('grid', 'live'), source('hotline', 'quiet', '06:04')]
const [late, never] = [source('video', 'late', '05:50'), source('property', 'never')]

describe('one sentence on the sources', () => {
  it.each([
    ['names each late one and since when', [live, late, never, source('patrol', 'late', '05:58')], 'late', '05:50 起迟报 video、05:58 起迟报 patrol'],
    ['names those never connected, when none is late', [live, never], 'never', '从未接入 property'],
    ['is short while events come', [live, quiet], 'live', '2 个来源在线'],
    ['says since when nothing is new anywhere', [quiet, source('grid', 'quiet', '06:07')], 'quiet', '在线，3分无新事件'],
    ['knows of no event yet', [source('grid', 'quiet')], 'quiet', '在线，无新事件'],
  ] as const)('%s', (_name, sources, state, text) => {
    expect(describeSources(sources, now, zh, timeOf)).toEqual({ state, text })
  })

  it('is none without sources', () => {
    expect(describeSources([], now, zh, timeOf)).toBeNull()
  })

  it('speaks English', () => {
    expect(describeSources([late], now, en, timeOf)?.text).toBe('Silent since 05:50: video')
  })
})

it('tells only of what somebody has to look into', () => {
  expect(describeTrouble(null, zh)).toBe('')
  expect(describeTrouble({ ...NOTHING_RECEIVED, duplicates: 90, late: 8, unplaced: 70 }, zh)).toBe('')
  expect(describeTrouble({ ...NOTHING_RECEIVED, rejected: 1234, orphans: 2 }, zh))
    .toBe('今日拒收 1,234 · 缺上报 2')
})
