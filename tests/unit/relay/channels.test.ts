import { expect, it } from 'vitest'
import { channelsOf } from '../../../server/relay/channels.ts'

it('finds kind and scope in a name of its own city', () => {
  const channels = channelsOf('dongying')
  for (const scope of ['370500', 'a:b'])
    expect(channels.parse(channels.frames(scope))).toEqual({ kind: 'frames', scope })
  expect(channels.parse(channels.boards('c'))).toEqual({ kind: 'boards', scope: 'c' })
})

it('finds nothing in other names', () => {
  const channels = channelsOf('dongying')
  const strange = [
    channels.server,
    channels.wanted,
    channelsOf('boston--').frames('c'),
    'gridwall:dongying:frames:',
    'gridwall:dongying:others:c',
    '',
  ]
  for (const name of strange)
    expect(channels.parse(name)).toBeNull()
})
