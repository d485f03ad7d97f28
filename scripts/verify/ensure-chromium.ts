import { existsSync } from 'node:fs'
import { run } from './run.ts'

const CHROMIUM = '/usr/bin/chromium'

/** Installs Debian's chromium when it is missing and we may. Otherwise: what the user must do. */
export async function ensureChromium(): Promise<string | null> {
  if (existsSync(CHROMIUM))
    return null
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    process.stdout.write('Installing the Debian package chromium for the browser tests ...\n')
    await run('apt-get', ['update', '-qq'])
    await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'])
    if (existsSync(CHROMIUM))
      return null
  }
  return 'The browser tests need the Debian package chromium: run `sudo apt-get install chromium`.'
}
