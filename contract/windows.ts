import Type from 'typebox'

/** Windows of every frame: today, the last 7 and 30 days (today included), the month, to date. */
export const WINDOWS = ['today', '7d', '30d', 'month', 'todate'] as const
export const WindowName = Type.Enum(WINDOWS)
export type WindowName = typeof WINDOWS[number]

/** What can be asked for by name; `period` is the city's 考核期. */
export const NAMED_WINDOWS = [
  ...WINDOWS,
  'yesterday',
  'week',
  'period',
  'year',
] as const
export const NamedWindow = Type.Enum(NAMED_WINDOWS)
export type NamedWindow = typeof NAMED_WINDOWS[number]

/** `previous` 环比: the same stretch of the period before; `year` 同比: of the year before. */
export const COMPARISONS = ['previous', 'year'] as const
export type Comparison = typeof COMPARISONS[number]

/** Half-open [from, to), RFC 3339 in the profile's zone; `from` null: since the beginning. */
export const Interval = Type.Object({
  from: Type.Union([Type.String(), Type.Null()]),
  to: Type.String(),
})
export type Interval = Type.Static<typeof Interval>
