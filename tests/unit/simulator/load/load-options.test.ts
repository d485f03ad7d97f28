import { describe, expect, it } from 'vitest'
import { parseLoadOptions } from '../../../../simulator/load/load-options.ts'

const parse = (line: string): unknown => parseLoadOptions(line.split(' '))
const TO = '--to http://127.0.0.1:3000 --token t'

describe('the command line of a load', () => {
  it('reads everything', () => {
    expect(parse('--to http://localhost:8080/ --token t --view-token v --profile boston --rate 20000 '
      + '--duration 10m --screens 1000 --browser --chaos dup=5,late=2,shuffle=5,bad=1 --find-max '
      + '--bound 300 --seed 7 --days 14 --producers 3 --scopes all --on-top --report r.html')).toEqual({
      to: 'http://localhost:8080',
      token: 't',
      viewToken: 'v',
      profile: 'boston',
      rate: 20_000,
      seconds: 600,
      screens: 1000,
      browser: true,
      chaos: { dup: 0.05, late: 0.02, shuffle: 0.05, bad: 0.01 },
      findMax: { boundMs: 300 },
      seed: 7,
      days: 14,
      producers: 3,
      scopes: Infinity,
      onTop: true,
      report: 'r.html',
    })
  })

  it('starts as many producers as a rate needs, and asks for nothing else', () => {
    expect(parse(`${TO} --rate 30000`)).toMatchObject({
      producers: 3,
      seconds: 60,
      chaos: { dup: 0, late: 0, shuffle: 0, bad: 0 },
      findMax: null,
      report: null,
    })
  })

  it('tells of help', () => {
    expect(parse('--help')).toBeNull()
  })

  it.each([
    ['--token t', '--to is missing'],
    ['--to http://127.0.0.1:1', '--token is missing'],
    ['--to http://10.0.0.7:3000 --token t', 'load goes to this machine only'],
    ['--to http://127.0.0.1.evil.example --token t', 'load goes to this machine only'],
    ['--to https://localhost --token t', 'load goes to this machine only'],
    [`${TO} --rate 0`, `--rate is '0', give a number from 1`],
    [`${TO} --duration 10`, `--duration is '10', give a time`],
    [`${TO} --duration 25h`, `--duration is '25h'`],
    [`${TO} --chaos dup=60`, `--chaos dup is '60', give a number from 0 to 50`],
    [`${TO} --chaos fire=1`, `--chaos has 'fire=1'`],
    [`${TO} --bound 100`, '--bound is for --find-max'],
    [`${TO} --report out.pdf`, 'give a file that ends in .html'],
    [`${TO} --screen 3`, `Unknown option '--screen'`],
  ])('refuses %s', (line, message) => {
    expect(() => parse(line)).toThrow(message)
  })
})
