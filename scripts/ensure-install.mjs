// Plain JavaScript on purpose: it runs before anything is installed.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'

const home = join(dirname(fileURLToPath(import.meta.url)), '..')
const lock = join(home, 'package-lock.json')
const mark = join(home, 'node_modules', '.gridwall-lock')

/** Runs `npm ci` unless node_modules was installed from exactly this lock file. */
export function ensureInstall() {
  refuseOldNode()
  const wanted = readFileSync(lock, 'utf8')
  if (existsSync(mark) && readFileSync(mark, 'utf8') === wanted)
    return
  process.stderr.write('Installing dependencies (npm ci) ...\n')
  const { status } = spawnSync('npm', ['ci', '--no-audit', '--no-fund'], {
    cwd: home,
    stdio: ['ignore', 2, 2],
  })
  if (status !== 0)
    process.exit(status ?? 1)
  writeFileSync(mark, wanted)
}

function refuseOldNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19))
    return
  process.stderr.write(`GridWall needs Node 20.19 or newer; this is ${process.versions.node}.\n`)
  process.exit(1)
}
