import { ClickHouseError as ServerError } from '@clickhouse/client'
import { describe, expect, it } from 'vitest'
import { classifyFailure } from '../../../server/clickhouse/classify-failure.ts'

function server(code: string): ServerError {
  return new ServerError({ message: 'what happened', code, type: 'SOME_NAME' })
}

describe('the kind of a failure', () => {
  it.each([['252'], ['241'], ['159'], ['202'], ['999']])('is transient for ClickHouse\'s code %s', (code) => {
    expect(classifyFailure(server(code), '')).toMatchObject({ kind: 'transient', code: Number(code) })
  })

  it.each([['62'], ['60'], ['516'], ['27']])('is rejected for ClickHouse\'s code %s', (code) => {
    expect(classifyFailure(server(code), '')).toMatchObject({ kind: 'rejected', code: Number(code) })
  })

  it.each([['ECONNREFUSED'], ['ECONNRESET'], ['ENOTFOUND']])('is unreachable for the network\'s %s', (code) => {
    const error = Object.assign(new Error('connect failed'), { code })
    expect(classifyFailure(error, '')).toMatchObject({ kind: 'unreachable', code: null })
  })

  it('is unreachable when a proxy answers in ClickHouse\'s place', () => {
    expect(classifyFailure(new Error('<h1>502 Bad Gateway</h1>'), '').kind).toBe('unreachable')
  })

  it('is unknown for anything else', () => {
    expect(classifyFailure(new TypeError('x is not a function'), '').kind).toBe('unknown')
    expect(classifyFailure('thrown text', '')).toMatchObject({ kind: 'unknown', message: 'thrown text' })
  })
})

it('keeps what failed as the cause, and the words of ClickHouse as the message', () => {
  const cause = server('60')
  expect(classifyFailure(cause, '')).toMatchObject({ cause, message: 'what happened (SOME_NAME)' })
})

it('cuts the password out of messages, as it is and as URLs write it', () => {
  const error = classifyFailure(new Error('http://u:p%40ss@host, p@ss'), 'p@ss')
  expect(error.message).toBe('http://u:***@host, ***')
})
