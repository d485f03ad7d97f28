import type { AskedLanguage } from '../i18n/read-language.ts'
import { readLanguage } from '../i18n/read-language.ts'

/** Who reads, and how: goes with every link from page to page. */
export interface DeskReader {
  token: string | null
  /** A visitor looks on: titles of sensitive categories stay hidden. */
  visit: boolean
  lang: AskedLanguage
}

/** A page for the desk, as its address names it. */
export interface DeskAddress extends DeskReader {
  page: 'proof' | 'bulletin' | 'alarms' | 'case'
  /** What the server is asked, without the page's own parameters. */
  query: Record<string, string>
}

const PAGES = ['bulletin', 'alarms', 'case'] as const
const OWN = new Set(['token', 'visit', 'lang', 'cursor', 'limit', 'format'])

export function readDeskAddress(
  { pathname, search }: { pathname: string, search: string },
): DeskAddress {
  const given = new URLSearchParams(search)
  return {
    page: PAGES.find(page => pathname.endsWith(`/${page}`)) ?? 'proof',
    token: given.get('token') || null,
    visit: given.get('visit') === '1',
    lang: readLanguage(given.get('lang')),
    query: Object.fromEntries([...given].filter(([key, value]) => !OWN.has(key) && value !== '')),
  }
}

/**
 * Another page of the desk, or the wall at `./`, for the same reader. Relative, so that a proxy may
 * put all of it below any path.
 */
export function deskLink(
  path: string,
  query: Record<string, string | undefined>,
  { token, visit, lang }: DeskReader,
): string {
  const all = new URLSearchParams()
  for (const [key, value] of Object.entries(query)) {
    if (value !== undefined)
      all.set(key, value)
  }
  if (lang !== null)
    all.set('lang', lang.slice(0, 2))
  if (visit)
    all.set('visit', '1')
  if (token !== null)
    all.set('token', token)
  return `${path}?${all.toString()}`
}
