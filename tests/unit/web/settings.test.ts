import { expect, it } from 'vitest'
import { readSettings } from '../../../web/settings.ts'

it('takes everything a screen needs from its address', () => {
  expect(readSettings('?scope=370502&token=abc&visit=1&motion=off&sound=off&wallWidthMm=4800&viewDistanceM=7'))
    .toEqual({
      scope: '370502',
      token: 'abc',
      visit: true,
      motion: false,
      sound: false,
      wallWidthMm: 4800,
      viewDistanceM: 7,
    })
})

it('shows the root, moving, from five metres when the address says nothing', () => {
  expect(readSettings(''))
    .toEqual({
      scope: null,
      token: null,
      visit: false,
      motion: true,
      sound: true,
      wallWidthMm: null,
      viewDistanceM: 5,
    })
})

it.each(['wallWidthMm=-3', 'wallWidthMm=wide', 'wallWidthMm=1e9', 'wallWidthMm='])(
  'takes a wall width that makes no sense for none: %s',
  query => expect(readSettings(`?${query}`).wallWidthMm).toBeNull(),
)
