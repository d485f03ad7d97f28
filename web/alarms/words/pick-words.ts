import type { ProfileBody } from '../../../contract/profile.ts'
import type { AlarmWords } from './alarm-words.ts'
import { en } from './en.ts'
import { zh } from './zh.ts'

/** A wall speaks its city's language. */
export function pickAlarmWords(locale: ProfileBody['locale']): AlarmWords {
  return locale === 'zh-CN' ? zh : en
}
