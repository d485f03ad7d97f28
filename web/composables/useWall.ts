import type { FeatureCollection } from 'geojson'
import type { ComputedRef, InjectionKey, Ref } from 'vue'
import type { FrameHead } from '../../contract/frame.ts'
import type { ProfileBody } from '../../contract/profile.ts'
import type { QualityBody } from '../../contract/quality.ts'
import type { AnswerStore } from '../answers/answer-store.ts'
import type { WallLinks } from '../desk/wall-links.ts'
import type { Messages } from '../i18n/messages.ts'
import type { Seams } from '../layout/seams.ts'
import type { WallLayout } from '../layout/wall-layout.ts'
import type { Freshness } from '../live/freshness.ts'
import type { WallKnowledge } from '../live/panel-state.ts'
import type { ProfileWords } from '../regions/profile-words.ts'
import type { RegionIndex } from '../regions/region-index.ts'
import type { Playback } from './usePlayback.ts'
import type { Scenes } from './useScenes.ts'
import { inject } from 'vue'

/** What every panel may know of the wall that it hangs on. */
export interface Wall extends WallLinks {
  profile: ProfileBody
  outlines: FeatureCollection | null
  regions: RegionIndex
  t: Messages
  /** What the profile calls things, in the wall's language. */
  names: ProfileWords
  layout: ComputedRef<WallLayout>
  /** Where its displays meet, pixels; none on a wall of one picture. */
  seams: ComputedRef<Seams>
  /** False: nothing moves. */
  motion: Readonly<Ref<boolean>>
  /** Which scene is shown, and which comes next. */
  scenes: Scenes
  /** Scenes and keys are explained on top of the scene. */
  help: Ref<boolean>
  scope: Readonly<Ref<string>>
  goTo: (scope: string) => void
  /** A stretch of the past, where one is shown instead of now. */
  playback: Playback
  /** A visitor stands before it: titles of sensitive categories stay hidden. */
  visit: boolean
  freshness: Readonly<Ref<Freshness>>
  /** Do all sources report, and is there anything at all? */
  knowledge: Readonly<Ref<WallKnowledge>>
  /** What panels ask the server for themselves. */
  answers: AnswerStore
  /** The server's clock, milliseconds since 1970, once a second. */
  now: Readonly<Ref<number>>
  /** What sources sent today; null before the first answer. */
  quality: Readonly<Ref<QualityBody | null>>
  /** Region that the eye is led to just now; null: none. */
  focus: Readonly<Ref<string | null>>
  /** Whose the numbers are, of which moment and point of the ledger; null: none yet. */
  head: Readonly<Ref<Pick<FrameHead, 'scope' | 'asOf' | 'computedAt' | 'seq'> | null>>
  /** The moment that the frame shows, milliseconds; ages of cases count from it. */
  asOfMs: Readonly<Ref<number>>
}

export const wallKey: InjectionKey<Wall> = Symbol('wall')

export function useWall(): Wall {
  const wall = inject(wallKey)
  if (!wall)
    throw new Error('useWall() was called outside of the wall: provide wallKey first')
  return wall
}
