// Builds the wall's page (dist/web) and the programs (dist/programs). With --if-changed nothing is
// done where both are of the sources as they are.
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'

const HOME = path.resolve(import.meta.dirname, '..')
const DIST = path.join(HOME, 'dist')
/** What both were made of, as a digest: copies and checkouts keep no times. */
const STAMP = path.join(DIST, 'sources.sha256')
const SOURCES = [
  'city',
  'contract',
  'programs',
  'recount',
  'server',
  'simulator',
  'web',
  'package-lock.json',
  'vite.config.ts',
]

const digest = digestOf(SOURCES.flatMap(filesOf))
if (!process.argv.includes('--if-changed') || !isBuilt()) {
  process.stderr.write('Building the page and the programs ...\n')
  rmSync(STAMP, { force: true })
  const { createBuilder } = await import('vite')
  const configFile = path.join(HOME, 'vite.config.ts')
  const builder = await createBuilder({ configFile, logLevel: 'warn' })
  await builder.buildApp()
  writeFileSync(STAMP, digest)
}

function isBuilt() {
  return existsSync(STAMP) && readFileSync(STAMP, 'utf8') === digest
}

/** Paths from the package's folder, in order. */
function filesOf(source) {
  const whole = path.join(HOME, source)
  if (statSync(whole).isFile())
    return [source]
  return readdirSync(whole, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => path.relative(HOME, path.join(entry.parentPath, entry.name)))
    .sort()
}

function digestOf(files) {
  const hash = createHash('sha256')
  for (const file of files)
    hash.update(`${file}\0`).update(readFileSync(path.join(HOME, file)))
  return hash.digest('hex')
}
