import { expect, it } from 'vitest'
import { readSettings } from '../../../web/settings.ts'

it('takes everything a screen needs from its address', () => {
  expect(readSettings('?scene=loop&play=1&lang=en&scope=370502&token=abc&visit=1&motion=off&sound=off'
    + '&wallMm=4800&viewM=7&bezels=4x2&bezelMm=1.8'))
    .toEqual({
      scene: 'loop',
      play: true,
      lang: 'en',
      bezels: { across: 4, down: 2 },
      bezelMm: 1.8,
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
      scene: null,
      play: false,
      lang: null,
      bezels: null,
      bezelMm: 3.5,
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

it('takes the longer names of wall width and distance as well', () => {
  expect(readSettings('?wallWidthMm=4800&viewDistanceM=7'))
    .toMatchObject({ wallWidthMm: 4800, viewDistanceM: 7 })
})

it.each(['0x2', '4', '4x', '99x2', 'x'])('takes displays that make no sense for none: %s', (bezels) => {
  expect(readSettings(`?bezels=${bezels}`).bezels).toBeNull()
})
