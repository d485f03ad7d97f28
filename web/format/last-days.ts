const DAY_MS = 86_400_000

/** `from=…&to=…` of so many days that end with the day of `today`, an RFC 3339 text. */
export function lastDays(today: string, days: number): string {
  return `from=${dayAfter(today, 1 - days)}&to=${dayAfter(today, 1)}`
}

/** YYYY-MM-DD of the day so many days after that of `at`, an RFC 3339 text. */
export function dayAfter(at: string, days: number): string {
  const day = Date.parse(`${at.slice(0, 10)}T00:00:00Z`)
  return new Date(day + days * DAY_MS).toISOString().slice(0, 10)
}
