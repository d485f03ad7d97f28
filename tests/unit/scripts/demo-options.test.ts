import { describe, expect, it } from 'vitest'
import { readOptions } from '../../../scripts/demo/options.ts'

describe('the options of the demo', () => {
  it('play a scenario sixty times as fast, and Boston six hundred times', () => {
    expect(readOptions(['--scenario', 'rainstorm']))
      .toMatchObject({ profile: 'dongying', scenario: 'rainstorm', speed: '60' })
    expect(readOptions(['--scenario', 'rainstorm', '--speed', '10'])).toMatchObject({ speed: '10' })
    expect(readOptions(['--profile', 'boston']))
      .toMatchObject({ profile: 'boston', scenario: undefined, speed: '600' })
  })

  it('leave the pace to the city unless a rate is given', () => {
    expect(readOptions([])).toMatchObject({ rate: undefined })
    expect(readOptions(['--rate', '2'])).toMatchObject({ rate: 2 })
  })

  it.each([
    [['--scenario', 'rainstorm', '--profile', 'boston'], 'the scenarios play in dongying'],
    [['--profile', 'atlantis'], 'there is a demo of dongying and of boston'],
    [['--rate', '0'], '--rate'],
  ])('refuse %j', (args, message) => {
    expect(readOptions(args)).toContain(message)
  })
})
