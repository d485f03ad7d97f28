import { parseArgs } from 'node:util'

export interface AuditOptions {
  url: string
  /** The view token; null where everybody may look. */
  token: string | null
  /** Most scopes of the lowest level; those above are always all there. */
  scopes: number
  /** Differences that are printed. */
  show: number
}

const USAGE = 'npm run audit -- [--url http://127.0.0.1:3000] [--token VIEW_TOKEN] '
  + '[--scopes N | --all] [--show N]'
const HTTP = /^https?:$/
const TRAILING_SLASHES = /\/+$/
const COUNT = /^\d{1,7}$/
const DEFAULT_SCOPES = 200
const DEFAULT_SHOW = 100

/** The options, or a sentence saying what is wrong with them. */
export function readOptions(args: readonly string[]): AuditOptions | string {
  const text = { type: 'string' } as const
  let values: { url?: string, token?: string, scopes?: string, show?: string, all?: boolean }
  try {
    values = parseArgs({
      args: [...args],
      options: { url: text, token: text, scopes: text, show: text, all: { type: 'boolean' } },
    }).values
  }
  catch (error) {
    return `${(error as Error).message}\nUsage: ${USAGE}`
  }
  const { url = 'http://127.0.0.1:3000', token = null, all = false } = values
  if (!URL.canParse(url) || !HTTP.test(new URL(url).protocol))
    return `--url: an address like http://127.0.0.1:3000, not '${url}'.\nUsage: ${USAGE}`
  if (all && values.scopes !== undefined)
    return `--all and --scopes exclude each other.\nUsage: ${USAGE}`
  const scopes = readCount(values.scopes, DEFAULT_SCOPES)
  if (scopes === null)
    return `--scopes: a whole number of scopes, 0 or more.\nUsage: ${USAGE}`
  const show = readCount(values.show, DEFAULT_SHOW)
  if (show === null)
    return `--show: a whole number of differences, 0 or more.\nUsage: ${USAGE}`
  return { url: url.replace(TRAILING_SLASHES, ''), token, scopes: all ? Infinity : scopes, show }
}

function readCount(text: string | undefined, absent: number): number | null {
  if (text === undefined)
    return absent
  return COUNT.test(text) ? Number(text) : null
}
