import type { City } from '../city/city.ts'
import path from 'node:path'
import { loadCity } from '../city/load-city.ts'

const PROFILE_NAME = /^[\w-]+$/

/** `name` is a folder of profiles/ in the package at `home`, or a path. */
export async function loadProfile(name: string, home: string): Promise<City> {
  return loadCity(PROFILE_NAME.test(name) ? path.join(home, 'profiles', name) : path.resolve(name))
}
