import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { REPORT_VARIABLE } from '../../../scripts/verify/failure-reporter.ts'
import { failureText, lastLines } from '../../../scripts/verify/failure.ts'
import { temporaryDirectory } from '../../helpers/temporary-directory.ts'

const REPORTER = path.resolve('scripts/verify/failure-reporter.ts')
const FILE = `import { afterAll, describe, expect, it } from 'vitest'
it('is right', () => {})
it('differs', () => expect([1, 2]).toEqual([1, 3]))
it('waits', async () => new Promise(() => {}), 50)
it.skip('is left out', () => {})
describe('a group', () => {
  afterAll(() => { throw new Error('cannot close') })
  it('is right too', () => {})
})
`

it('the report of a suite names file, test and error of whatever went wrong', async () => {
  const root = await temporaryDirectory()
  const file = path.join(root, 'report.json')
  await writeFile(path.join(root, 'a.test.ts'), FILE)
  await writeFile(path.join(root, 'b.test.ts'), 'import \'./nowhere.ts\'\n')
  await writeFile(path.join(root, 'package.json'), '{ "type": "module" }')
  const vitest = path.resolve('node_modules/vitest/vitest.mjs')
  const child = spawn(process.execPath, [vitest, 'run', '--root', root, `--reporter=${REPORTER}`], {
    cwd: root,
    env: { PATH: process.env.PATH, [REPORT_VARIABLE]: file },
    stdio: 'ignore',
  })
  const [status] = await once(child, 'exit') as [number]
  expect(status).toBe(1)
  const { passed, failures } = JSON.parse(await readFile(file, 'utf8')) as {
    passed: number
    failures: { file: string, test: string, error: string }[]
  }
  expect(passed).toBe(2)
  const of = (name: string): string | undefined => failures.find(({ test }) => test === name)?.error
  expect(of('differs')).toMatch(/expected \[ 1, 2 \] to deeply equal \[ 1, 3 \]\nat a\.test\.ts:3\n/)
  expect(of('differs')).toMatch(/-\s+3,[\s\S]*\+\s+2,/)
  expect(of('waits')).toContain('Test timed out in 50ms')
  expect(of('is left out')).toBe('skipped')
  expect(of('a group')).toContain('cannot close')
  expect(failures.find(({ file }) => file === 'b.test.ts')?.error).toContain('nowhere.ts')
  expect(failures).toHaveLength(5)
})

describe('what is told of a failure', () => {
  const lines = Array.from({ length: 40 }, (_, i) => `line ${i}`)

  it('is its place and the first lines of its error', () => {
    const failure = { file: 'a.test.ts', test: 'a b', error: lines.join('\n') }
    const told = failureText(failure).split('\n')
    expect(told.slice(0, 2)).toEqual(['FAIL a.test.ts > a b', '    line 0'])
    expect(told).toContain('    … 20 more lines above')
    expect(told.at(-1)).toBe('')
    expect(failureText({ ...failure, test: '', error: 'no' })).toBe('FAIL a.test.ts\n    no\n')
  })

  it('is the end of what a tool wrote', () => {
    expect(lastLines(lines.join('\n'))).toMatch(/^line 20\n[\s\S]*line 39$/)
  })
})
