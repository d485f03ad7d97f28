import type { RecordOptions } from './run-record.ts'
import { parseArgs } from 'node:util'
import { flag, required, text, toServer, usable } from '../option-values.ts'

const OPTIONS = { from: text, token: text, out: text, follow: flag, help: flag } as const

/** Reads `record …`; null when help is asked. Throws SimError `usage`. */
export function parseRecord(args: string[]): RecordOptions | null {
  const values = usable(() => parseArgs({ args, options: OPTIONS }).values)
  if (values.help)
    return null
  return {
    from: toServer('--from', required('--from', values.from)),
    token: values.token,
    out: required('--out', values.out),
    follow: values.follow ?? false,
  }
}
