import type { InjectionKey } from 'vue'
import type { ProfileBody } from '../../contract/profile.ts'
import type { Messages } from '../i18n/messages.ts'
import type { ProfileWords } from '../regions/profile-words.ts'
import type { DeskAddress } from './address.ts'
import type { Language } from './definition-words.ts'
import type { DeskWords } from './words/desk-words.ts'
import { inject } from 'vue'

/** What every part of a desk page may know. */
export interface Desk {
  profile: ProfileBody
  address: DeskAddress
  /** The reader's language first; beside Chinese stands English, beside English nothing. */
  languages: { language: Language, words: DeskWords }[]
  words: DeskWords
  /** The wall's words, in the reader's language. */
  t: Messages
  /** What the profile calls things, in the reader's language. */
  names: ProfileWords
  language: Language
  /** An address for the same reader. */
  link: (path: string, query: Record<string, string | undefined>) => string
  /** The same of an address that the server gave, path and query. */
  linkTo: (address: string) => string
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
