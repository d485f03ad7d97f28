import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'vite'

const PAGE = 'dist/web/index.html'
const SOURCE_FOLDERS = ['web', 'contract']
const SOURCE_FILES = ['vite.config.ts', 'package-lock.json']

/** Builds the wall's page unless it is newer than all it is made from. */
export async function buildPage(): Promise<void> {
  const sources = SOURCE_FOLDERS.flatMap(folder =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map(file => join(folder, file)))
  const newest = Math.max(...[...sources, ...SOURCE_FILES].map(modified))
  if (modified(PAGE) < newest) {
    process.stdout.write('Building the wall\'s page ...\n')
    await build({ logLevel: 'warn' })
  }
}

function modified(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0
}
