import { describe, expect, it } from 'vitest'
import { parseOptions } from '../../../simulator/parse-options.ts'

const parse = (line: string): unknown => parseOptions(line.split(' '))

describe('the command line', () => {
  it('reads a replay', () => {
    expect(parse('replay --from a.csv --profile boston --speed 60 --shift days --warm 14 --loop --to http://localhost:8080 --token t')).toEqual({
      command: 'replay',
      options: {
        from: 'a.csv',
        profile: 'boston',
        mapping: undefined,
        speed: 60,
        shift: 'days',
        loop: true,
        stay: false,
        state: undefined,
        warmDays: 14,
        until: undefined,
        destination: { to: 'http://localhost:8080', token: 't' },
      },
    })
  })

  it('reads a generate with its defaults', () => {
    expect(parse('generate --profile dongying --end 2026-11-21T18:00:00+08:00 --out e.ndjson')).toEqual({
      command: 'generate',
      options: {
        profile: 'dongying',
        days: 30,
        perDay: 3000,
        seed: 1,
        end: Date.parse('2026-11-21T10:00:00Z'),
        liveRate: undefined,
        destination: { out: 'e.ndjson' },
      },
    })
  })

  it('reads a scenario', () => {
    expect(parse('scenario rainstorm --seed 3 --live --speed 60 --loop --to http://h --token t')).toEqual({
      command: 'scenario',
      options: {
        file: 'rainstorm',
        profile: undefined,
        seed: 3,
        start: undefined,
        speed: 60,
        live: true,
        loop: true,
        destination: { to: 'http://h', token: 't' },
      },
    })
  })

  it('tells of help when it is asked, or when there is no command', () => {
    expect(parseOptions([])).toEqual({ command: 'help' })
    expect(parse('generate --help')).toEqual({ command: 'help' })
  })

  it.each([
    ['fly', `'fly' is no command, use replay, generate, scenario, scaffold, record or follow`],
    ['replay --profile p --out o', '--from is missing'],
    ['replay --from f --out o', '--profile is missing'],
    ['replay --from f --profile p', 'give one of --to URL and --out FILE'],
    ['replay --from f --profile p --to http://h --token t --out o', 'give one of --to'],
    ['replay --from f --profile p --to http://h', '--token is missing'],
    ['replay --from f --profile p --to localhost --token t', `--to is 'localhost'`],
    ['replay --from f --profile p --out o --speed fast', `--speed is 'fast', give a number from 0.001 to 1000000`],
    ['replay --from f --profile p --out o --shift hours', `--shift is 'hours', give none or days`],
    ['replay --from f --profile p --to http://h --token t --state s --loop', '--state is for a replay that ends'],
    ['replay --from f --profile p --out o --until 2026-01-01', `--until is '2026-01-01', give a time with its zone`],
    ['replay --from f --profile p --out o --sped 1', `Unknown option '--sped'`],
    ['generate --profile p --out o --days 0', `--days is '0', give a number from 1 to 3660`],
    ['generate --profile p --out o --seed 1.5', `--seed is '1.5', give a whole number`],
    ['generate --profile p --out o --rate 3', '--rate is for --live'],
    ['follow --from http://h --mapping m --profile p --to http://h --token t', '--state is missing'],
    ['follow --from http://h --mapping m --profile p --state s --every 1 --to http://h --token t', `--every is '1', give a number from 5 to 86400`],
    ['record --out o', '--from is missing'],
    ['record --from localhost --out o', `--from is 'localhost'`],
    ['record --from http://h', '--out is missing'],
    ['scaffold --from f --out o', '--mapping is missing'],
    ['scenario --out o', 'give one scenario: a file, or the name of a delivered one'],
    ['scenario a b --out o', 'give one scenario'],
    ['scenario a --live --speed max --out o', '--live runs with the clock'],
    ['scenario a --live --start 2026-01-01T00:00:00Z --out o', '--live begins now'],
    ['scenario a --loop --out o', '--loop has no end'],
  ])('refuses %s', (line, message) => {
    expect(() => parse(line)).toThrow(message)
  })
})
