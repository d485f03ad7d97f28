import type { ScaffoldOptions } from './run-scaffold.ts'
import { parseArgs } from 'node:util'
import { flag, required, text, usable } from '../option-values.ts'

const OPTIONS = {
  from: text,
  mapping: text,
  out: text,
  name: text,
  timezone: text,
  help: flag,
} as const

/** Reads `scaffold …`; null when help is asked. Throws SimError `usage`. */
export function parseScaffold(args: string[]): ScaffoldOptions | null {
  const values = usable(() => parseArgs({ args, options: OPTIONS }).values)
  if (values.help)
    return null
  return {
    from: required('--from', values.from),
    mapping: required('--mapping', values.mapping),
    out: required('--out', values.out),
    name: values.name,
    timezone: values.timezone,
  }
}
