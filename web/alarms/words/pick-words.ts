import type { Messages } from '../../i18n/messages.ts'
import type { AlarmWords } from './alarm-words.ts'
import { en } from './en.ts'
import { zh } from './zh.ts'

/** Alarms speak as the wall they are on. */
export function pickAlarmWords({ lang }: Pick<Messages, 'lang'>): AlarmWords {
  return lang.startsWith('zh') ? zh : en
}
