import type { FollowOptions } from './run-follow.ts'
import { parseArgs } from 'node:util'
import { flag, required, text, toNumber, toServer, usable } from '../option-values.ts'

const OPTIONS = {
  from: text,
  mapping: text,
  profile: text,
  state: text,
  every: text,
  once: flag,
  to: text,
  token: text,
  help: flag,
} as const

/** Reads `follow …`; null when help is asked. Throws SimError `usage`. */
export function parseFollow(args: string[]): FollowOptions | null {
  const values = usable(() => parseArgs({ args, options: OPTIONS }).values)
  if (values.help)
    return null
  return {
    from: toServer('--from', required('--from', values.from)),
    mapping: required('--mapping', values.mapping),
    profile: required('--profile', values.profile),
    state: required('--state', values.state),
    everySeconds: toNumber('--every', values.every ?? '60', 5, 86_400),
    once: values.once ?? false,
    destination: {
      to: toServer('--to', required('--to', values.to)),
      token: required('--token', values.token),
    },
  }
}
