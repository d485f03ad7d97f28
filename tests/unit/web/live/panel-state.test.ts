import { describe, expect, it } from 'vitest'
import { en } from '../../../../web/i18n/en.ts'
import { zh } from '../../../../web/i18n/zh.ts'
import { coverageOf } from '../../../../web/live/coverage.ts'
import { describePanelState, knowledgeOf, panelStateOf } from '../../../../web/live/panel-state.ts'
import { buildFrame } from '../../../fixtures/frames/build-frame.ts'
import { emptyFrame, partialFrame } from '../../../fixtures/frames/extremes.ts'
import { loadFixtureCity } from '../../../fixtures/frames/profiles.ts'

const whole = { coverage: null, behind: null, blank: false }
const missing = { ...whole, coverage: { reporting: 11, all: 12 } }
const behind = { upToMs: Date.parse('2026-11-11T06:02:00Z'), events: 0 }
const timeOf = (ms: number) => new Date(ms).toISOString().slice(5, 10)
const states = (...all: ('live' | 'quiet' | 'late' | 'never')[]) => all.map(state => ({ state }))

describe('coverage', () => {
  it.each([
    [states(), null],
    [states('live', 'quiet'), null],
    [states('live', 'late', 'never', 'quiet'), { reporting: 2, all: 4 }],
    [states('never'), { reporting: 0, all: 1 }],
  ])('of %j is %j', (sources, expected) => expect(coverageOf(sources)).toEqual(expected))
})

describe('a panel', () => {
  it('is partial while it is live and a source does not report', () => {
    expect(panelStateOf('live', whole)).toBe('live')
    expect(panelStateOf('live', missing)).toBe('partial')
  })

  it('is behind before it is partial', () => {
    expect(panelStateOf('live', { ...missing, behind })).toBe('behind')
    expect(panelStateOf('stale', { ...missing, behind })).toBe('stale')
  })

  it.each(['loading', 'late', 'stale', 'failing', 'error', 'past'] as const)(
    'that is %s says that first',
    state => expect(panelStateOf(state, { ...missing, blank: true })).toBe(state),
  )

  it('has no data where there never was a case, whatever the sources do', () => {
    expect(panelStateOf('live', { ...missing, blank: true })).toBe('nodata')
  })

  it('says each state that is not plain by words and a shape of its own', () => {
    const say = (state: Parameters<typeof describePanelState>[0]) =>
      describePanelState(state, 360_000, { ...missing, behind }, zh, 'full', timeOf)
    expect(say('late')).toEqual({ text: '6分前', shape: 'clock' })
    expect(say('stale')).toEqual({ text: '停滞 6分前', shape: 'clock' })
    expect(say('failing')).toEqual({ text: '计算中断 6分前', shape: 'diamond' })
    expect(say('partial')).toEqual({ text: '11/12 来源已报', shape: 'part' })
    expect(say('behind')).toEqual({ text: '补录中 · 事件到 11-11', shape: 'ahead' })
    expect(say('nodata')).toEqual({ text: '尚无数据', shape: 'dash' })
    expect(say('live')).toBeNull()
    expect(describePanelState('partial', 0, missing, en, 'brief', timeOf)?.text).toBe('11/12 in')
  })
})

it('takes what it knows from the frame, and nothing from none', async () => {
  const { profile } = await loadFixtureCity('boston')
  expect(knowledgeOf(null)).toEqual(whole)
  expect(knowledgeOf(buildFrame(profile, 'boston'))).toEqual(whole)
  expect(knowledgeOf(emptyFrame(profile, 'boston'))).toEqual({ ...whole, blank: true })
  expect(knowledgeOf(partialFrame(profile, 'boston'))).toEqual(missing)
})
