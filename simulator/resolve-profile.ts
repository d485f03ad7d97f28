import { existsSync } from 'node:fs'
import path from 'node:path'
import { HOME } from '../programs/home.ts'
import { SimError } from './sim-error.ts'

const PROFILES = path.join(HOME, 'profiles')

/** The folder of a profile given by its name in profiles/ or by a path. Throws SimError `usage`. */
export function resolveProfile(profile: string): string {
  const candidates = [path.resolve(profile), path.join(PROFILES, profile)]
  const found = candidates.find(folder => existsSync(path.join(folder, 'profile.json')))
  if (found === undefined) {
    throw new SimError('usage', `no profile.json in ${candidates.join(' or ')}, `
      + 'give --profile a name in profiles/ or a folder')
  }
  return found
}
