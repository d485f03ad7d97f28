import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { ConfigError, readConfig } from '../../../server/config.ts'
import { readRelayConfig, RELAY_SETTINGS } from '../../../server/relay/relay-config.ts'

const REDIS = 'redis://127.0.0.1:6379'
const NEEDED = { GRIDWALL_REDIS_URL: REDIS, GRIDWALL_ORIGIN_URL: 'http://127.0.0.1:3000' }

function problemsOf(env: Record<string, string>): readonly string[] {
  try {
    readRelayConfig(env)
  }
  catch (error) {
    expect(error).toBeInstanceOf(ConfigError)
    return (error as ConfigError).problems
  }
  return []
}

it('needs a Redis and a server, and says what they are', () => {
  expect(problemsOf({})).toEqual([
    'GRIDWALL_REDIS_URL: is needed; it is the Redis that the server publishes to',
    'GRIDWALL_ORIGIN_URL: is needed; it is where the server answers, http://host:port',
  ])
  expect(readRelayConfig(NEEDED)).toMatchObject({
    redisUrl: REDIS,
    originUrl: 'http://127.0.0.1:3000',
    loopback: true,
  })
})

it('keeps the server\'s rules for letting other machines in', () => {
  const problems = problemsOf({ ...NEEDED, GRIDWALL_HOST: '0.0.0.0' })
  expect(problems.map(line => line.split(':')[0])).toEqual(['GRIDWALL_HOST', 'GRIDWALL_HOST'])
})

it('does not send tokens over a network in plain text', () => {
  expect(problemsOf({ ...NEEDED, GRIDWALL_ORIGIN_URL: 'http://server.internal:3000' })).toEqual([
    'GRIDWALL_ORIGIN_URL: tokens travel to the server, so beyond this machine it must be https://',
  ])
  expect(problemsOf({ ...NEEDED, GRIDWALL_ORIGIN_URL: 'https://server.internal' })).toEqual([])
})

it('knows no settings of the server that it has no use for', () => {
  expect(problemsOf({ ...NEEDED, GRIDWALL_SOURCES: 'a:long-enough-token' })[0])
    .toContain('GRIDWALL_SOURCES: is not known')
})

it('takes a Redis without a password on this machine only, for relay and server alike', () => {
  const good = [
    REDIS,
    'redis://localhost',
    'redis://[::1]:7000/3',
    'redis://:secret@redis.internal:6379/0',
    'rediss://gridwall:secret@redis.internal',
  ]
  const bad = [
    'redis://redis.internal:6379',
    'rediss://gridwall@redis.internal',
    'http://127.0.0.1:6379',
    'redis://127.0.0.1:6379/frames',
    'redis://127.0.0.1:6379?family=6',
    '127.0.0.1:6379',
  ]
  for (const url of good)
    expect(readConfig({ GRIDWALL_REDIS_URL: url }).redisUrl).toBe(url)
  for (const url of bad)
    expect(problemsOf({ ...NEEDED, GRIDWALL_REDIS_URL: url })[0]).toContain('GRIDWALL_REDIS_URL: must be redis://')
})

it('never says a password', () => {
  const problems = problemsOf({ ...NEEDED, GRIDWALL_REDIS_URL: 'redis://u:hunter2!@h/x?y' })
  expect(problems.join()).not.toContain('hunter2')
})

it('is documented, every variable of it', () => {
  const [, section] = readFileSync('docs/operations.md', 'utf8').split('\n## Relays\n')
  const relays = section!.split('\n## ')[0]!
  for (const key of Object.keys(RELAY_SETTINGS))
    expect(relays).toContain(key)
})
