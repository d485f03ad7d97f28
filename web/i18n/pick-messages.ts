import type { ProfileBody } from '../../contract/profile.ts'
import type { Messages } from './messages.ts'
import { en } from './en.ts'
import { zh } from './zh.ts'

/** The wall speaks the profile's language, whatever the browser prefers. */
export function pickMessages(locale: ProfileBody['locale']): Messages {
  return locale === 'zh-CN' ? zh : en
}
