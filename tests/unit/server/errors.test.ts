import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { ClickHouseError } from '../../../server/clickhouse/clickhouse-error.ts'
import { toAppError, toErrorBody } from '../../../server/error-answer.ts'
import { AppError, ERRORS } from '../../../server/errors.ts'

it('has the codes, statuses and advice that docs/api.md lists', () => {
  const rows = readFileSync('docs/api.md', 'utf8').matchAll(/^\| `(\w+)` \| (\d{3}) \| (.+?) \| (.+?) \|$/gm)
  const documented = Array.from(rows, ([, code, status, meaning, action]) =>
    [code, { status: Number(status), meaning, action }])
  expect(Object.fromEntries(documented)).toEqual(ERRORS)
})

it('says of a bad request what was wrong and what to do', () => {
  const { code, message } = toErrorBody(new AppError('unknown_scope', 'No scope "x".'))
  expect(code).toBe('unknown_scope')
  expect(message).toBe(`No scope "x". ${ERRORS.unknown_scope.action}`)
})

it('keeps the text of a 5xx to itself', () => {
  const body = toErrorBody(new AppError('store_unavailable', 'ENOSPC /var/lib/secret'))
  expect(body.code).toBe('store_unavailable')
  expect(body.message).not.toContain('ENOSPC')
})

it('keeps the text of what nobody foresaw to itself', () => {
  const body = toErrorBody(new Error('password=hunter2'))
  expect(body).toEqual({
    code: 'internal',
    message: `${ERRORS.internal.meaning} ${ERRORS.internal.action}`,
  })
})

it('takes a thrown string for an internal failure', async () => {
  // eslint-disable-next-line prefer-promise-reject-errors -- what foreign code may do
  return Promise.reject('text').catch((thrown: unknown) => {
    expect(toAppError(thrown).code).toBe('internal')
  })
})

it.each([
  ['unreachable', 'clickhouse_unavailable'],
  ['transient', 'clickhouse_unavailable'],
  ['rejected', 'internal'],
  ['unknown', 'internal'],
] as const)('answers a ClickHouse failure of kind %s with %s', (kind, code) => {
  const body = toErrorBody(new ClickHouseError(kind, 1, 'at http://10.0.0.3'))
  expect(body.code).toBe(code)
  expect(body.message).not.toContain('10.0.0.3')
})

it.each([
  [400, 'invalid_request'],
  [404, 'not_found'],
  [413, 'body_too_large'],
  [415, 'unsupported_media_type'],
  [429, 'rate_limited'],
  [431, 'invalid_request'],
  [500, 'internal'],
])('answers a failure of the framework with status %i with %s', (statusCode, code) => {
  const failure = Object.assign(new Error('from below'), { statusCode })
  expect(toErrorBody(failure).code).toBe(code)
})
