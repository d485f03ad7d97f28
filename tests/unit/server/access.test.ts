import { describe, expect, it } from 'vitest'
import { bearerToken, createAccess } from '../../../server/access.ts'

const access = createAccess({
  sources: [{ name: 'hotline', token: 'hotline-token' }, { name: 'grid', token: 'grid-token' }],
  viewToken: 'view-token',
  operators: [{ name: 'duty', token: 'duty-token' }, { name: 'lead', token: 'lead-token' }],
  origins: ['https://wall.example.org'],
  loopback: true,
})

describe('source tokens', () => {
  it('prove their source', () => {
    expect(access.sourceOf('Bearer hotline-token')).toBe('hotline')
    expect(access.sourceOf('bearer grid-token')).toBe('grid')
  })

  it.each([undefined, '', 'Bearer', 'Bearer wrong', 'Basic hotline-token', 'hotline-token', 'Bearer view-token'])(
    'are not proven by %s',
    (header) => {
      expect(access.sourceOf(header)).toBeNull()
    },
  )

  it('prove nothing where no source is configured', () => {
    const closed = createAccess({ sources: [], viewToken: null, origins: [], loopback: true })
    expect(closed.sourceOf('Bearer hotline-token')).toBeNull()
    expect(closed.sourceOf(undefined)).toBeNull()
  })
})

describe('the view token', () => {
  it('opens the view, and only it does', () => {
    expect(access.mayView('view-token')).toBe(true)
    expect(access.mayView('hotline-token')).toBe(false)
    expect(access.mayView('')).toBe(false)
    expect(access.mayView(undefined)).toBe(false)
  })

  it('is asked of nobody where none is configured', () => {
    const open = createAccess({ sources: [], viewToken: null, origins: [], loopback: true })
    expect(open.mayView(undefined)).toBe(true)
  })
})

describe('origins', () => {
  it.each([
    ['the page of this server', 'http://127.0.0.1:3000', '127.0.0.1:3000', true],
    ['a configured one', 'https://wall.example.org', '127.0.0.1:3000', true],
    ['none: a machine', undefined, '127.0.0.1:3000', true],
    ['another site', 'https://evil.example', '127.0.0.1:3000', false],
    ['another port', 'http://127.0.0.1:8080', '127.0.0.1:3000', false],
    ['a configured name on another scheme', 'http://wall.example.org', '127.0.0.1:3000', false],
    ['a sandboxed page', 'null', '127.0.0.1:3000', false],
    ['a name that only begins like ours', 'http://127.0.0.1:3000.evil.example', '127.0.0.1:3000', false],
    ['no Host to compare with', 'http://127.0.0.1:3000', undefined, false],
  ])('of %s', (_what, origin, host, allowed) => {
    expect(access.originAllowed(origin, host)).toBe(allowed)
  })
})

describe('host names on loopback', () => {
  it.each(['127.0.0.1:3000', 'localhost:3000', 'localhost', '[::1]:3000', 'wall.example.org'])(
    'may be %s',
    (host) => {
      expect(access.hostAllowed(host)).toBe(true)
    },
  )

  it.each([undefined, '', 'evil.example:3000', 'localhost.evil.example', '127.0.0.1.evil.example'])(
    'may not be %s',
    (host) => {
      expect(access.hostAllowed(host)).toBe(false)
    },
  )

  it('do not matter to a server that faces other machines', () => {
    const open = createAccess({ sources: [], viewToken: 'v'.repeat(8), origins: [], loopback: false })
    expect(open.hostAllowed('10.0.0.7:3000')).toBe(true)
  })
})

it('reads the token of a Bearer header only', () => {
  expect(bearerToken('Bearer abc')).toBe('abc')
  expect(bearerToken('Bearer a b')).toBeUndefined()
  expect(bearerToken('Basic abc')).toBeUndefined()
  expect(bearerToken(undefined)).toBeUndefined()
})

describe('operators', () => {
  const alone = { sources: [], viewToken: null, origins: [] }

  it('are proven by their own tokens only', () => {
    expect(access.operators).toBe('token')
    expect(access.operatorOf('Bearer lead-token')).toBe('lead')
    for (const header of [undefined, 'Bearer view-token', 'Bearer hotline-token', 'Bearer lead-token2'])
      expect(access.operatorOf(header)).toBeNull()
    expect(access.sourceOf('Bearer lead-token')).toBeNull()
  })

  it('are a matter of trust on this machine, and nobody where others get in', () => {
    expect(createAccess({ ...alone, loopback: true }).operators).toBe('name')
    expect(createAccess({ ...alone, loopback: false, operators: [] }).operators).toBe('nobody')
    expect(createAccess({ ...alone, loopback: true }).operatorOf('Bearer ')).toBeNull()
  })
})
