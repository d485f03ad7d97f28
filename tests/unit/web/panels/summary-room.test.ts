import { describe, expect, it } from 'vitest'
import { summaryRoom } from '../../../../web/panels/summary-room.ts'

function at(shape: 'standard' | 'short' | 'low' | 'tall', width: number, height: number) {
  return summaryRoom({ shape, width, height, cellUnits: 240 })
}

describe('the strip of figures', () => {
  it('has all five before it is measured, and where it is wide enough', () => {
    expect(at('standard', 0, 0)).toEqual({ form: 'row', cells: 5, columns: 5, thin: false })
    expect(at('standard', 1872, 132).cells).toBe(5)
  })

  it('lets figures go where they have no room, but one', () => {
    expect(at('standard', 1290, 132).cells).toBe(3)
    expect(at('standard', 500, 132).cells).toBe(1)
  })

  it('stands two by two below the overdue block on a short wall', () => {
    expect(at('short', 560, 400)).toEqual({ form: 'stacked', cells: 4, columns: 2, thin: false })
    expect(at('low', 520, 291)).toEqual({ form: 'stacked', cells: 2, columns: 2, thin: false })
  })

  it('stands in one row below the block where that is wide', () => {
    expect(at('short', 1200, 400)).toMatchObject({ form: 'stacked', cells: 5, columns: 5 })
  })

  it('lies beside the block where the wall is too low, and is the block alone at last', () => {
    expect(at('low', 830, 170)).toEqual({ form: 'row', cells: 1, columns: 1, thin: false })
    expect(at('low', 500, 110)).toEqual({ form: 'row', cells: 0, columns: 0, thin: true })
  })

  it('is that of a portrait wall there', () => {
    expect(at('tall', 1032, 264)).toEqual({ form: 'tall', cells: 5, columns: 2, thin: false })
  })
})
