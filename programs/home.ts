import { existsSync } from 'node:fs'
import path from 'node:path'

/** The package's folder: from here profiles, migrations, scenarios and the built page are found. */
export const HOME = findHome(import.meta.dirname)

/** Compiled code does not lie where its source lay; what it belongs to is above it in both. */
function findHome(directory: string): string {
  const parent = path.dirname(directory)
  if (existsSync(path.join(directory, 'package.json')))
    return directory
  if (parent === directory)
    throw new Error(`no package.json lies above ${import.meta.dirname}`)
  return findHome(parent)
}
