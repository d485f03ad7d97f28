import type { BenchResult } from '../../../bench/run-bench.ts'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { npmRun } from '../../helpers/npm-run.ts'
import { temporaryDirectory } from '../../helpers/temporary-directory.ts'

it('benches run in their short form, and what must be exact in them is', async () => {
  const file = path.join(await temporaryDirectory(), 'figures.json')
  const command = npmRun(['bench', '--', 'fanout', 'reconnect', '--short', '--json', file])
  expect(await command.exited, command.output()).toBe(0)
  const results = JSON.parse(readFileSync(file, 'utf8')) as BenchResult[]
  expect(results.map(({ name }) => name)).toEqual(['fanout', 'reconnect'])
  for (const { name, figures } of results) {
    const exact = figures.filter(({ target }) => target !== undefined && 'exactly' in target)
    expect(exact.length, name).toBeGreaterThan(0)
    for (const { value, target } of exact)
      expect(target).toEqual({ exactly: value })
  }
})
