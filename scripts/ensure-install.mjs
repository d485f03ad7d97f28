// Plain JavaScript on purpose: it runs before anything is installed.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'

const home = join(dirname(fileURLToPath(import.meta.url)), '..')
const lock = join(home, 'package-lock.json')
/** npm writes it last, of what it installed. */
const installed = join(home, 'node_modules', '.package-lock.json')

/** Runs `npm ci` unless node_modules holds what the lock file says, whoever installed it. */
export function ensureInstall() {
  refuseOldNode()
  if (existsSync(installed) && isSame(packagesOf(lock), packagesOf(installed)))
    return
  process.stderr.write('Installing dependencies (npm ci) ...\n')
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], {
    cwd: home,
    stdio: ['ignore', 2, 2],
  })
  if (status !== 0)
    process.exit(status ?? 1)
}

/** By folder, without the project itself. */
function packagesOf(file) {
  return Object.entries(JSON.parse(readFileSync(file, 'utf8')).packages).filter(([at]) => at !== '')
}

/** What is optional may be for another kind of machine. */
function isSame(wanted, found) {
  const at = new Map(found)
  return found.length <= wanted.length && wanted.every(([folder, { version, integrity, optional }]) => {
    const own = at.get(folder)
    return own === undefined
      ? optional === true
      : own.version === version && own.integrity === integrity
  })
}

function refuseOldNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19))
    return
  process.stderr.write(`GridWall needs Node 20.19 or newer; this is ${process.versions.node}.\n`)
  process.exit(1)
}
