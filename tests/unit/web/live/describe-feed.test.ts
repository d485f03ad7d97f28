import { expect, it } from 'vitest'
import { zh } from '../../../../web/i18n/zh.ts'
import { describeFeed } from '../../../../web/live/describe-feed.ts'

const now = Date.parse('2026-11-21T06:10:00Z')
const head = { lag: { events: 0, since: null }, staleSince: null }
const live = { state: 'live', ageMs: 2000 } as const
const stale = { state: 'stale', ageMs: 360_000 } as const

it('says how old fresh numbers are', () => {
  expect(describeFeed(head, 'up', live, now, zh))
    .toEqual({ text: '数据 2秒前', tone: 'ok', shape: 'dot' })
})

it('says that numbers stand still, and since when', () => {
  expect(describeFeed(head, 'up', stale, now, zh)).toMatchObject({ text: '数据停滞 6分前', tone: 'stale' })
})

it('names a lost link before anything else, and keeps the age', () => {
  expect(describeFeed(head, 'down', live, now, zh).text).toBe('连接中断 · 重连中 · 数据 2秒前')
})

it('tells when the server answers but cannot compute', () => {
  const failing = { ...head, staleSince: '2026-11-21T06:04:00Z' }
  expect(describeFeed(failing, 'up', stale, now, zh).text).toBe('计算中断 6分前')
})

it('tells how many events are acknowledged and not counted yet', () => {
  const behind = { ...head, lag: { events: 1234, since: '2026-11-21T06:09:00Z' } }
  expect(describeFeed(behind, 'up', live, now, zh))
    .toMatchObject({ text: '数据 2秒前 · 落后 1,234 条', tone: 'warn', shape: 'triangle' })
})

it('waits without a frame and does not pretend an age', () => {
  expect(describeFeed(null, 'connecting', { state: 'loading', ageMs: 0 }, now, zh).text).toBe('等待数据')
})
