import type { Child } from './child.ts'
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { startChild } from './child.ts'

const PAGE = 'dist/web/index.html'
const SOURCE_FOLDERS = ['web', 'contract']
const SOURCE_FILES = ['vite.config.ts', 'package-lock.json']

/**
 * Begins to build the wall's page; null where it is newer than all it is made from. In a process of
 * its own: a demo that stays up for days need not keep the builder's half gigabyte.
 */
export function buildPage(): Child | null {
  const sources = SOURCE_FOLDERS.flatMap(folder =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map(file => join(folder, file)))
  const newest = Math.max(...[...sources, ...SOURCE_FILES].map(modified))
  if (modified(PAGE) >= newest)
    return null
  process.stdout.write('Building the wall\'s page ...\n')
  return startChild(['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn'], {}, 'inherit')
}

function modified(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0
}
