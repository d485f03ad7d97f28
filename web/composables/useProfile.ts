import type { FeatureCollection } from 'geojson'
import type { Ref } from 'vue'
import type { ProfileBody } from '../../contract/profile.ts'
import { onScopeDispose, ref, shallowRef } from 'vue'
import { readApi } from '../live/read-api.ts'

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
        readApi<ProfileBody>('api/v1/profile', token),
        readApi<FeatureCollection>('api/v1/profile/outlines', token),
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
