import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { ConfigError, readConfig, SETTINGS } from '../../../server/config.ts'

function problemsOf(env: Record<string, string>): readonly string[] {
  try {
    readConfig(env)
  }
  catch (error) {
    expect(error).toBeInstanceOf(ConfigError)
    return (error as ConfigError).problems
  }
  return []
}

it('needs no variable at all', () => {
  const config = readConfig({})
  expect(config).toMatchObject({
    host: '127.0.0.1',
    port: 3000,
    dataDir: './data',
    profile: 'dongying',
    sources: [],
    viewToken: null,
    origins: [],
    clock: 'wall',
    clickhouse: { url: null, database: 'gridwall' },
    audit: { on: true, share: 0.04 },
    limits: { tickMs: 200, idleTickMs: 3000, maxBodyBytes: 67_108_864, maxScopes: 256 },
  })
})

it('cannot be changed after it was read', () => {
  const config = readConfig({})
  expect(() => Object.assign(config, { port: 1 })).toThrow(TypeError)
  expect(() => Object.assign(config.limits, { tickMs: 1 })).toThrow(TypeError)
})

it('names every bad key at once, with what is allowed', () => {
  expect(problemsOf({
    GRIDWALL_PORT: '70000',
    GRIDWALL_CLOCK: 'sundial',
    GRIDWALL_TICK_MS: '2.5',
  })).toEqual([
    'GRIDWALL_PORT: must be a whole number from 0 to 65535',
    'GRIDWALL_CLOCK: must be one of wall, stream',
    'GRIDWALL_TICK_MS: must be a whole number from 50 to 60000',
  ])
})

it('names the nearest known key for an unknown one', () => {
  expect(problemsOf({ GRIDWALL_PROT: '1' })).toEqual([
    'GRIDWALL_PROT: is not known; did you mean GRIDWALL_PORT?',
  ])
})

it('lets the audit be off, and take no more than half a core', () => {
  expect(readConfig({ GRIDWALL_AUDIT: 'off' }).audit.on).toBe(false)
  expect(readConfig({ GRIDWALL_AUDIT_PERCENT: '50' }).audit.share).toBe(0.5)
  expect(problemsOf({ GRIDWALL_AUDIT: 'yes', GRIDWALL_AUDIT_PERCENT: '0' })).toEqual([
    'GRIDWALL_AUDIT: must be one of on, off',
    'GRIDWALL_AUDIT_PERCENT: must be a whole number from 1 to 50',
  ])
})

it('ignores variables of other programs', () => {
  expect(problemsOf({ PATH: '/bin', PORT: 'x' })).toEqual([])
})

it('takes an empty variable for an absent one', () => {
  expect(readConfig({ GRIDWALL_PORT: '' }).port).toBe(3000)
})

it('reads sources as name and token, colons in tokens included', () => {
  const { sources } = readConfig({ GRIDWALL_SOURCES: 'hotline:s3cret:42x, grid:87654321' })
  expect(sources).toEqual([
    { name: 'hotline', token: 's3cret:42x' },
    { name: 'grid', token: '87654321' },
  ])
})

it.each([
  ['a token that is too short', 'hotline:short'],
  ['no token', 'hotline'],
  ['a token with a space', 'hotline:12345 678'],
  ['a name twice', 'a:12345678,a:87654321'],
  ['a token twice', 'a:12345678,b:12345678'],
  ['an empty entry', 'a:12345678,'],
])('refuses sources with %s, and keeps the token to itself', (_why, value) => {
  const [problem] = problemsOf({ GRIDWALL_SOURCES: value })
  expect(problem).toMatch(/^GRIDWALL_SOURCES: must be name:token pairs/)
  expect(problem).not.toContain('12345')
})

it.each(['https://wall.example.org/', 'wall.example.org', 'https://wall.example.org/path', '*'])(
  'refuses %s as an origin',
  (origin) => {
    expect(problemsOf({ GRIDWALL_ORIGINS: origin })).toHaveLength(1)
  },
)

it.each(['http://user:secret@db:8123', 'db:8123', 'https://db/path', 'clickhouse://db'])(
  'refuses %s as ClickHouse\'s address',
  (url) => {
    const [problem] = problemsOf({ GRIDWALL_CLICKHOUSE_URL: url })
    expect(problem).toMatch(/^GRIDWALL_CLICKHOUSE_URL: must be http/)
    expect(problem).not.toContain('secret')
  },
)

it('refuses a database name that is not an identifier', () => {
  expect(problemsOf({ GRIDWALL_CLICKHOUSE_DATABASE: 'x; DROP DATABASE y' })).toHaveLength(1)
})

it('refuses to face other machines without a view token and https origins', () => {
  expect(problemsOf({ GRIDWALL_HOST: '0.0.0.0' })).toEqual([
    expect.stringContaining('GRIDWALL_VIEW_TOKEN'),
    expect.stringContaining('GRIDWALL_ORIGINS'),
  ])
  expect(problemsOf({
    GRIDWALL_HOST: '0.0.0.0',
    GRIDWALL_VIEW_TOKEN: 'look-at-this',
    GRIDWALL_ORIGINS: 'http://wall.example.org',
  })).toHaveLength(1)
  expect(problemsOf({
    GRIDWALL_HOST: '0.0.0.0',
    GRIDWALL_VIEW_TOKEN: 'look-at-this',
    GRIDWALL_ORIGINS: 'https://wall.example.org',
  })).toEqual([])
})

it('refuses an idle tick that is shorter than the tick', () => {
  expect(problemsOf({ GRIDWALL_TICK_MS: '500', GRIDWALL_IDLE_TICK_MS: '100' })).toHaveLength(1)
})

it('is documented key by key, defaults included, in docs/operations.md', () => {
  const text = readFileSync('docs/operations.md', 'utf8')
  const documented = Array.from(
    text.matchAll(/^\| `(GRIDWALL_\w+)` \| ([^|]*) \|/gm),
    ([, key, value]) => [key, value!.trim()],
  )
  const expected = Object.entries<{ default: unknown }>(SETTINGS).map(([key, setting]) => {
    const value = String(setting.default ?? '')
    return [key, value === '' ? '—' : `\`${value}\``]
  })
  expect(Object.fromEntries(documented)).toEqual(Object.fromEntries(expected))
})
