import type { SourceToken } from './config-values.ts'
import type { Config } from './config.ts'
import { createHash, timingSafeEqual } from 'node:crypto'

const BEARER = /^Bearer +(\S+) *$/i
const LOOPBACK_NAME = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/

/** Who may send, who may look, and from which pages. Takes header values, knows no server. */
export interface Access {
  /** Name of the source that the Authorization header proves; null when it proves none. */
  sourceOf: (authorization: string | undefined) => string | null
  /** Name of the operator that the Authorization header proves; null when it proves none. */
  operatorOf: (authorization: string | undefined) => string | null
  /** `token`: operators are configured. `name`: none are, and only this machine gets here. */
  operators: 'token' | 'name' | 'nobody'
  /** May the bearer of this token read? Without a configured view token everybody may. */
  mayView: (token: string | undefined) => boolean
  /**
   * May a page of this origin connect? Same-origin pages and GRIDWALL_ORIGINS may. Machines send
   * no Origin; the token rules hold for them.
   */
  originAllowed: (origin: string | undefined, host: string | undefined) => boolean
  /**
   * On loopback a foreign Host name means DNS rebinding: a page of another site that points its
   * own name at this machine.
   */
  hostAllowed: (host: string | undefined) => boolean
}

export function createAccess(
  config: Pick<Config, 'sources' | 'viewToken' | 'origins' | 'loopback'>
    & Partial<Pick<Config, 'operators'>>,
): Access {
  const sources = digestsOf(config.sources)
  const operators = digestsOf(config.operators ?? [])
  const view = config.viewToken === null ? null : digestOf(config.viewToken)
  const originHosts = config.origins.map(origin => new URL(origin).host)

  return {
    sourceOf: authorization => provenName(authorization, sources),
    operatorOf: authorization => provenName(authorization, operators),
    operators: operators.length > 0 ? 'token' : config.loopback ? 'name' : 'nobody',
    mayView: token => view === null || timingSafeEqual(digestOf(token ?? ''), view),
    originAllowed(origin, host) {
      if (origin === undefined || config.origins.includes(origin))
        return true
      return URL.canParse(origin) && host !== undefined && new URL(origin).host === host
    },
    hostAllowed(host) {
      if (!config.loopback)
        return true
      if (host === undefined || !URL.canParse(`http://${host}`))
        return false
      const { hostname } = new URL(`http://${host}`)
      return LOOPBACK_NAME.test(hostname) || originHosts.includes(host)
    },
  }
}

/** Token of `Authorization: Bearer …`; undefined when the header is absent or of another kind. */
export function bearerToken(authorization: string | undefined): string | undefined {
  return BEARER.exec(authorization ?? '')?.[1]
}

interface Named { name: string, digest: Buffer }

function digestsOf(pairs: readonly SourceToken[]): Named[] {
  return pairs.map(({ name, token }) => ({ name, digest: digestOf(token) }))
}

function provenName(authorization: string | undefined, known: readonly Named[]): string | null {
  const presented = digestOf(bearerToken(authorization) ?? '')
  let found: string | null = null
  // No early end: the time taken must not tell which token was close, or how many there are.
  for (const { name, digest } of known) {
    if (timingSafeEqual(presented, digest))
      found = name
  }
  return found
}

// Equal lengths whatever is presented: timingSafeEqual demands it.
function digestOf(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}
