import type { InjectionKey } from 'vue'
import type { ProfileBody } from '../../contract/profile.ts'
import type { DeskAddress } from './address.ts'
import type { Language } from './definition-words.ts'
import type { DeskWords } from './words/desk-words.ts'
import { inject } from 'vue'

/** What every part of a desk page may know. */
export interface Desk {
  profile: ProfileBody
  address: DeskAddress
  /** The city's own language, and the other one beside it; a city that speaks English has one. */
  languages: { language: Language, words: DeskWords }[]
  words: DeskWords
  language: Language
  /** An address for the same reader. */
  link: (path: string, query: Record<string, string | undefined>) => string
  /** A case's title; hidden from visitors where its category is sensitive. */
  title: (one: { title?: string, category: string }) => string
}

export const deskKey: InjectionKey<Desk> = Symbol('desk')

export function useDesk(): Desk {
  const desk = inject(deskKey)
  if (!desk)
    throw new Error('useDesk() was called outside of a desk page: provide deskKey first')
  return desk
}
