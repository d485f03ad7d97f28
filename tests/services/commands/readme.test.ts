import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { freePort } from '../../helpers/free-port.ts'
import { npmRun } from '../../helpers/npm-run.ts'
import { temporaryDirectory } from '../../helpers/temporary-directory.ts'

/** `npm run` commands of the README that another test, or verify itself, runs. */
const RUN_ELSEWHERE = ['demo', 'verify', 'build', 'serve', 'relay', 'bench', 'audit']

it('runs every command of the README', () => {
  const named = new Set(['README.md', 'README.zh-CN.md'].flatMap(file =>
    Array.from(readFileSync(file, 'utf8').matchAll(/npm run ([\w-]+)/g), ([, name]) => name)))
  expect([...named].sort()).toEqual([...RUN_ELSEWHERE.filter(name => named.has(name)), 'check-config', 'engine', 'sim'].sort())
})

it('npm run check-config finds the defaults usable', async () => {
  const command = npmRun(['check-config'])
  expect(await command.exited).toBe(0)
  expect(command.output()).toMatch(/configuration and the profile are usable/)
})

it('npm run sim replays the shipped cases of Boston into a file of events', async () => {
  const out = join(await temporaryDirectory(), 'events.ndjson')
  const command = npmRun([
    'sim',
    '--',
    'replay',
    '--from',
    'profiles/boston/data/boston-311-2011-07-to-10.csv.gz',
    '--mapping',
    'profiles/boston/mapping.json',
    '--profile',
    'boston',
    '--out',
    out,
  ])
  expect(await command.exited).toBe(0)
  const lines = readFileSync(out, 'utf8').trimEnd().split('\n')
  expect(lines.filter(line => line.includes('"type":"reported"'))).toHaveLength(41_827)
  expect(lines.filter(line => line.includes('"type":"closed"'))).toHaveLength(39_368)
})

it('npm run sim generates the same bytes for the same seed', async () => {
  const directory = await temporaryDirectory()
  const generate = async (out: string): Promise<Buffer> => {
    const command = npmRun([
      'sim',
      '--',
      'generate',
      '--profile',
      'dongying',
      '--days',
      '3',
      '--per-day',
      '1000',
      '--seed',
      '1',
      '--end',
      '2026-11-21T00:00:00+08:00',
      '--out',
      join(directory, out),
    ])
    expect(await command.exited).toBe(0)
    return readFileSync(join(directory, out))
  }
  const first = await generate('one.ndjson')
  expect(first.length).toBeGreaterThan(100_000)
  expect(first.equals(await generate('two.ndjson'))).toBe(true)
})

it('npm run engine says where it is and ends with Ctrl-C', async () => {
  const directory = await temporaryDirectory()
  const port = `${await freePort()}`
  const command = npmRun(['engine', '--', '--data-dir', directory, '--port', port])
  await command.says(new RegExp(`127\\.0\\.0\\.1:${port}`))
  command.interrupt()
  await command.exited
  await expect.poll(command.survivors, { interval: 100 }).toEqual([])
})
