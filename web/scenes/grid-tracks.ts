import type { SceneCell } from '../../contract/scene.ts'

/** A track of CSS grid: so many design units, or a share of what is left. */
export function trackOf(units: number | undefined, share: number | undefined): string {
  return units === undefined ? `minmax(0, ${share ?? 1}fr)` : `calc(${units} * var(--u))`
}

/** Tells the panels of a grid apart. */
export function cellKey({ panel, by }: SceneCell): string {
  return by === undefined ? panel : `${panel}-${by}`
}
