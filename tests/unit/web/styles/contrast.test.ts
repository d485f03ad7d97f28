import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { CHART_COLORS } from '../../../../web/charts/theme.ts'

const css = readFileSync(new URL('../../../../web/styles/tokens.css', import.meta.url), 'utf8')
const token = (name: string) => new RegExp(`--${name}: (#[0-9a-f]{6})`).exec(css)![1]!

/** Contrast of two colours by WCAG 2. */
function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}

function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((i) => {
    const c = Number.parseInt(hex.slice(i, i + 2), 16) / 255
    return c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

const grounds = ['bg0', 'bg1', 'bg2']

describe.each(grounds)('on %s', (ground) => {
  it.each(['text1', 'text2', 'text3', 'ok', 'warn', 'alarm', 'overdue-text', 'stale'])(
    '%s is readable as text',
    name => expect(contrast(token(name), token(ground))).toBeGreaterThanOrEqual(4.5),
  )

  it.each(['info', 'overdue', 'brand'])(
    '%s is visible as a mark',
    name => expect(contrast(token(name), token(ground))).toBeGreaterThanOrEqual(2.95),
  )
})

it('carries white words on the overdue block', () => {
  expect(contrast('#ffffff', token('overdue'))).toBeGreaterThanOrEqual(4.5)
})

it('goes from dark to light in steps that differ', () => {
  const ramp = [1, 2, 3, 4, 5].map(i => luminance(token(`ramp${i}`)))
  ramp.slice(1).forEach((step, i) => expect(step).toBeGreaterThan(ramp[i]! * 1.25))
})

it('gives charts the same colours as the page', () => {
  const { ground, ...same } = CHART_COLORS
  expect(ground).toBe(token('bg1'))
  for (const [name, color] of Object.entries(same))
    expect(color).toBe(token(name))
})
