import { existsSync } from 'node:fs'

/** Debian's browser, or the one without windows that `npm run verify` installs. */
export const CHROMIUMS = ['/usr/bin/chromium', '/usr/bin/chromium-headless-shell'] as const

/** The first that is there. */
export function findChromium(): string | undefined {
  return CHROMIUMS.find(existsSync)
}
