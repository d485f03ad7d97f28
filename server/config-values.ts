import type { Setting } from './config-settings.ts'

export interface SourceToken {
  name: string
  token: string
}

// Visible ASCII without the comma, which separates tokens, and at least eight of it.
const TOKEN = /^[\x21-\x2B\x2D-\x7E]{8,}$/
const DIGITS = /^\d+$/
const HTTP = /^https?:$/
const REDIS = /^rediss?:$/
const LOOPBACK = /^(?:localhost|::1|\[::1\]|127(?:\.\d{1,3}){3})$/
const REDIS_DATABASE = /^(?:\/\d{0,5})?$/
const IDENTIFIER = /^[a-z_]\w{0,63}$/i
const SOURCE_NAME = /^[\w-]{1,64}$/

export function text(fallback: string): Setting<string> {
  return { default: fallback, allowed: 'text', parse: value => value }
}

export function boundedInteger(fallback: number, min: number, max: number): Setting<number> {
  return {
    default: fallback,
    allowed: `a whole number from ${min} to ${max}`,
    parse: (value) => {
      const number = Number(value)
      return DIGITS.test(value) && number >= min && number <= max ? number : undefined
    },
  }
}

export function oneOf<const Word extends string>(
  words: readonly Word[],
  fallback: NoInfer<Word>,
): Setting<Word> {
  return {
    default: fallback,
    allowed: `one of ${words.join(', ')}`,
    parse: value => words.find(word => word === value),
  }
}

/** It becomes part of SQL statements, where a name cannot be a bound parameter. */
export function identifier(fallback: string): Setting<string> {
  return {
    default: fallback,
    allowed: 'letters, digits and underscores, not starting with a digit',
    parse: value => IDENTIFIER.test(value) ? value : undefined,
  }
}

export function token(): Setting<string | null> {
  return {
    default: null,
    allowed: 'at least 8 visible ASCII characters, no comma',
    parse: value => TOKEN.test(value) ? value : undefined,
  }
}

export function httpUrl(): Setting<string | null> {
  return {
    default: null,
    allowed: 'http://host:port or https://host:port, without credentials and path',
    parse: (value) => {
      const url = toUrl(value)
      const bare = url && url.username === '' && url.pathname === '/' && url.search === ''
      return bare ? url.origin : undefined
    },
  }
}

/** Whoever may write there puts numbers on walls, so beyond this machine it takes a password. */
export function redisUrl(): Setting<string | null> {
  return {
    default: null,
    allowed: 'redis://user:password@host:port or rediss://…, with a database number as path if any; without a password only on this machine',
    parse: (value) => {
      const url = URL.canParse(value) ? new URL(value) : undefined
      if (url === undefined || !REDIS.test(url.protocol) || url.search !== '' || url.hash !== '')
        return undefined
      const safe = url.password !== '' || isLoopback(url.hostname)
      return safe && REDIS_DATABASE.test(url.pathname) ? value : undefined
    },
  }
}

export function originList(): Setting<readonly string[]> {
  return {
    default: [],
    allowed: 'origins like https://wall.example.org, separated by commas, without a path',
    parse: (value) => {
      const origins = value.split(',').map(part => part.trim())
      const exact = origins.every(origin => toUrl(origin)?.origin === origin)
      return exact ? Object.freeze(origins) : undefined
    },
  }
}

export function sourceList(): Setting<readonly SourceToken[]> {
  return {
    default: [],
    allowed: 'name:token pairs separated by commas; names of letters, digits, _ and -, each once; tokens of at least 8 visible ASCII characters, each once',
    parse: (value) => {
      const sources = value.split(',').map((pair) => {
        const [name, ...rest] = pair.trim().split(':')
        return { name: name!, token: rest.join(':') }
      })
      const valid = sources.every(s => SOURCE_NAME.test(s.name) && TOKEN.test(s.token))
      const distinct = new Set(sources.map(s => s.name)).size === sources.length
        && new Set(sources.map(s => s.token)).size === sources.length
      return valid && distinct ? Object.freeze(sources) : undefined
    },
  }
}

/** Does this name or address stay on this machine? */
export function isLoopback(host: string): boolean {
  return LOOPBACK.test(host)
}

function toUrl(value: string): URL | undefined {
  const url = URL.canParse(value) ? new URL(value) : undefined
  return url && HTTP.test(url.protocol) ? url : undefined
}
