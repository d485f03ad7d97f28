// Runs a program of dist/programs, built anew where its sources have changed:
// `node scripts/run.mjs server --rebuild`. In this very process: signals reach the program itself.
import { spawnSync } from 'node:child_process'
import path from 'node:path'
import process from 'node:process'
import { pathToFileURL } from 'node:url'

const home = path.resolve(import.meta.dirname, '..')
const [name, ...args] = process.argv.slice(2)
const build = path.join(home, 'scripts', 'build.mjs')
const { status } = spawnSync(process.execPath, [build, '--if-changed'], { stdio: ['ignore', 2, 2] })
if (status !== 0)
  process.exit(status ?? 1)
const file = path.join(home, 'dist', 'programs', `${name}.js`)
process.argv = [process.execPath, file, ...args]
await import(pathToFileURL(file).href)
