import Type from 'typebox'

/** Named windows: today, the last 7 and 30 days (today included), the month so far, to date. */
export const WINDOWS = ['today', '7d', '30d', 'month', 'todate'] as const
export const WindowName = Type.Enum(WINDOWS)
export type WindowName = typeof WINDOWS[number]

/** Half-open [from, to), RFC 3339 in the profile's zone; `from` null: since the beginning. */
export const Interval = Type.Object({
  from: Type.Union([Type.String(), Type.Null()]),
  to: Type.String(),
})
export type Interval = Type.Static<typeof Interval>
