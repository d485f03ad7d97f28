import { expect, it } from 'vitest'
import { zh } from '../../../../web/i18n/zh.ts'
import { describeFeed } from '../../../../web/live/describe-feed.ts'

const now = Date.parse('2026-11-21T06:10:00Z')
const head = {
  computedAt: '2026-11-21T06:10:00Z',
  clock: 'wall' as const,
  lag: { events: 0, since: null },
  staleSince: null,
  sources: [],
}
const timeOf = (ms: number) => new Date(ms).toISOString().slice(11, 16)
const source = { lastHeardAt: '2026-11-21T06:02:00Z', watermark: null }
const live = { state: 'live', ageMs: 2000 } as const
const failing = { state: 'failing', ageMs: 360_000 } as const
const stale = { state: 'stale', ageMs: 360_000 } as const

it('says how old fresh numbers are', () => {
  expect(describeFeed(head, 'up', live, now, zh, timeOf))
    .toEqual({ text: '数据 2秒前', tone: 'ok', shape: 'dot' })
})

it('says that numbers stand still, and since when', () => {
  expect(describeFeed(head, 'up', stale, now, zh, timeOf)).toMatchObject({ text: '数据停滞 6分前', tone: 'stale' })
})

it('names a lost link before anything else, and keeps the age', () => {
  expect(describeFeed(head, 'down', live, now, zh, timeOf).text).toBe('连接中断 · 重连中 · 数据 2秒前')
})

it('tells when the server answers but cannot compute', () => {
  const broken = { ...head, staleSince: '2026-11-21T06:04:00Z' }
  expect(describeFeed(broken, 'up', failing, now, zh, timeOf))
    .toEqual({ text: '计算中断 6分前', tone: 'alarm', shape: 'diamond' })
  // One tick that failed is no alarm yet.
  expect(describeFeed({ ...head, staleSince: '2026-11-21T06:09:55Z' }, 'up', live, now, zh, timeOf))
    .toEqual({ text: '计算中断 5秒前', tone: 'warn', shape: 'clock' })
})

it('tells how many events are acknowledged and not counted yet', () => {
  const behind = { ...head, lag: { events: 1234, since: '2026-11-21T06:09:55Z' } }
  expect(describeFeed(behind, 'up', live, now, zh, timeOf))
    .toMatchObject({ text: '数据 2秒前 · 落后 1,234 条', tone: 'warn', shape: 'triangle' })
})

it('says that the numbers catch up while history is told or a queue stands', () => {
  const sources = [{ ...source, name: 'grid', state: 'live' as const, since: null, watermark: '2026-11-11T06:02:00Z' }]
  const timeOf = (ms: number) => new Date(ms).toISOString().slice(5, 16).replace('T', ' ')
  expect(describeFeed({ ...head, sources }, 'up', live, now, zh, timeOf))
    .toEqual({ text: '补录中 · 事件到 11-11 06:02', tone: 'warn', shape: 'ahead' })
  const queued = { ...head, lag: { events: 1234, since: '2026-11-21T06:09:00Z' } }
  expect(describeFeed(queued, 'up', live, now, zh, timeOf).text).toBe('补录中 · 落后 1,234 条')
  // Numbers that do not move are the worse news.
  expect(describeFeed({ ...head, sources }, 'up', stale, now, zh, timeOf).text).toBe('数据停滞 6分前')
})

it('waits without a frame and does not pretend an age', () => {
  expect(describeFeed(null, 'connecting', { state: 'loading', ageMs: 0 }, now, zh, timeOf).text).toBe('等待数据')
})

it('names a source that is late, and since when', () => {
  const sources = [
    { ...source, name: 'hotline', state: 'late' as const, since: '2026-11-21T06:02:00Z' },
    { ...source, name: 'grid', state: 'live' as const, since: null },
  ]
  expect(describeFeed({ ...head, sources }, 'up', live, now, zh, timeOf))
    .toEqual({ text: '06:02 起迟报 hotline', tone: 'warn', shape: 'triangle' })
  // Numbers that do not move are the worse news, and a lost link the worst.
  expect(describeFeed({ ...head, sources }, 'up', stale, now, zh, timeOf).text).toBe('数据停滞 6分前')
  expect(describeFeed({ ...head, sources }, 'down', live, now, zh, timeOf).text).toMatch(/^连接中断/)
})

it('says how many of the sources report where one was never connected', () => {
  const sources = [
    { ...source, name: 'grid', state: 'quiet' as const, since: '2026-11-21T06:02:00Z' },
    { ...source, name: 'property', state: 'never' as const, since: null },
  ]
  expect(describeFeed({ ...head, sources }, 'up', live, now, zh, timeOf))
    .toEqual({ text: '数据 2秒前 · 1/2 来源已报', tone: 'warn', shape: 'part' })
})

it('says without alarm that nothing happens', () => {
  const sources = [{ ...source, name: 'grid', state: 'quiet' as const, since: '2026-11-21T06:02:00Z' }]
  expect(describeFeed({ ...head, sources }, 'up', live, now, zh, timeOf))
    .toEqual({ text: '数据 2秒前 · 暂无新事件', tone: 'ok', shape: 'ring' })
})
