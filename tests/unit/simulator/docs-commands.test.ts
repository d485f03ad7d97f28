import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseOptions } from '../../../simulator/parse-options.ts'
import { USAGE } from '../../../simulator/usage.ts'

const ROOT = path.join(import.meta.dirname, '../../..')
const DOCS = ['README.md', 'README.zh-CN.md', ...readdirSync(path.join(ROOT, 'docs'))
  .filter(file => file.endsWith('.md'))
  .map(file => `docs/${file}`)]

/** What stands after `npm run sim --` in the fenced blocks of a document. */
function commandsOf(file: string): string[][] {
  const text = readFileSync(path.join(ROOT, file), 'utf8')
  const blocks = Array.from(text.matchAll(/```\w*\n([\s\S]*?)```/g), match => match[1]!)
  return blocks.join('\n').replaceAll(/\\\n\s*/g, '').split('\n').filter(line => line.startsWith('npm run sim -- ')).map(line => line.replace('npm run sim -- ', '').trim().split(/\s+/))
}

// `load` reads its options by itself.
const commands = DOCS.flatMap(file => commandsOf(file).map(args => ({ file, args })))
  .filter(({ args }) => args[0] !== 'load')

describe('the commands of the documents', () => {
  it('are there, of every kind', () => {
    const kinds = ['replay', 'generate', 'scenario', 'scaffold', 'record', 'follow']
    expect(commands.map(({ args }) => args[0])).toEqual(expect.arrayContaining(kinds))
  })

  it.each(commands)('$file: $args', ({ args }) => {
    expect(parseOptions(args).command).toBe(args[0])
    const files = args.filter(arg => arg.startsWith('docs/') || arg.startsWith('profiles/'))
    expect(files.filter(file => !existsSync(path.join(ROOT, file)))).toEqual([])
  })

  it('are all told of by --help', () => {
    for (const { args } of commands)
      expect(USAGE).toContain(`\n  ${args[0]} `)
  })
})
