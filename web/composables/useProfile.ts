import type { FeatureCollection } from 'geojson'
import type { Ref } from 'vue'
import type { ErrorBody } from '../../contract/errors.ts'
import type { ProfileBody } from '../../contract/profile.ts'
import { onScopeDispose, ref, shallowRef } from 'vue'

const RETRY_MS = 5000

export interface City {
  profile: ProfileBody
  /** Null where the profile has none: the map is a schematic then. */
  outlines: FeatureCollection | null
}

/** Reads the city's profile and outlines; tries for ever, because nobody stands at the keyboard. */
export function useProfile(token: string | null): {
  city: Readonly<Ref<City | null>>
  problem: Readonly<Ref<string | null>>
} {
  const city = shallowRef<City | null>(null)
  const problem = ref<string | null>(null)
  let timer = 0
  let stopped = false

  async function load(): Promise<void> {
    try {
      const [profile, outlines] = await Promise.all([
        read<ProfileBody>('api/v1/profile', token),
        read<FeatureCollection>('api/v1/profile/outlines', token),
      ])
      if (profile === null)
        throw new Error('api/v1/profile: empty answer')
      city.value = { profile, outlines }
      problem.value = null
    }
    catch (error) {
      problem.value = error instanceof Error ? error.message : String(error)
      if (!stopped)
        timer = window.setTimeout(load, RETRY_MS)
    }
  }

  void load()
  onScopeDispose(() => {
    stopped = true
    clearTimeout(timer)
  })
  return { city, problem }
}

async function read<T>(path: string, token: string | null): Promise<T | null> {
  const headers: HeadersInit = token === null ? {} : { authorization: `Bearer ${token}` }
  const response = await fetch(path, { headers })
  if (response.status === 204)
    return null
  if (!response.ok) {
    const body = await response.json().catch(() => null) as ErrorBody | null
    throw new Error(body?.message ?? `${path}: HTTP ${response.status}`)
  }
  return await response.json() as T
}
