import { expect, it } from 'vitest'
import { LAYOUT_SHAPES } from '../../../../web/layout/wall-layout.ts'
import { sceneGrid } from '../../../../web/scenes/scene-columns.ts'

function names(shape: typeof LAYOUT_SHAPES[number], reviews = true) {
  return sceneGrid(shape, reviews).columns.flatMap(column => column.panels.map(panel => panel.name))
}

it.each(LAYOUT_SHAPES)('answers what is late and where on a %s wall, each panel once', (shape) => {
  const shown = names(shape)
  expect(shown).toEqual(expect.arrayContaining(['overdue', 'map']))
  expect(new Set(shown).size).toBe(shown.length)
})

it('has room for nine panels at most on the design wall, the strip included', () => {
  expect(names('standard').length + 1).toBeLessThanOrEqual(9)
})

it.each(['standard', 'wide'] as const)(
  'shows channels instead of satisfaction where nobody is asked, on a %s wall',
  (shape) => {
    expect(names(shape, false)).toContain('channels')
    expect(names(shape, false)).not.toContain('satisfaction')
  },
)

it('shows the KPIs once: as a strip or as a panel', () => {
  for (const shape of LAYOUT_SHAPES)
    expect(names(shape).includes('summary')).toBe(!sceneGrid(shape, true).strip)
})
