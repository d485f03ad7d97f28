import { existsSync } from 'node:fs'
import { run } from './run.ts'

/** Debian packages that tests need, and the program by which we see that one is there. */
const PACKAGES = [
  // Chromium of the same source without windows: the tests of scenes took 53 s, not 67.
  { name: 'chromium-headless-shell', program: '/usr/bin/chromium-headless-shell' },
  // Holds Redis as well; the package redis-server would start a service of the system with it.
  { name: 'redis-tools', program: '/usr/bin/redis-check-rdb' },
]

/** Installs those that are missing when we may. Otherwise: what the user must do. */
export async function ensurePackages(): Promise<string | null> {
  const missing = missingPackages()
  if (missing.length === 0)
    return null
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    process.stdout.write(`Installing for the tests: ${missing.join(' ')} ...\n`)
    await run('apt-get', ['update', '-qq'])
    await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...missing])
  }
  const still = missingPackages()
  return still.length === 0
    ? null
    : `The tests need Debian packages: run \`sudo apt-get install ${still.join(' ')}\`.`
}

function missingPackages(): string[] {
  return PACKAGES.filter(({ program }) => !existsSync(program)).map(({ name }) => name)
}
