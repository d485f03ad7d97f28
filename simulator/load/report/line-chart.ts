import { escapeHtml } from './escape-html.ts'
import { linearTicks, logTicks } from './nice-ticks.ts'

export interface ChartLine {
  name: string
  /** Number of the colour, 1 to 4: `--line1` … in the page's style. */
  tone: 1 | 2 | 3 | 4
  dashed?: boolean
  /** `y` null: a gap. */
  points: readonly (readonly [x: number, y: number | null])[]
}

export interface LineChart {
  title: string
  /** Of the vertical axis. */
  unit: string
  lines: readonly ChartLine[]
  /** Positive values over several powers of ten. @default false */
  log?: boolean
  /** Places of the horizontal axis that are marked, with their words. */
  marks: readonly (readonly [x: number, words: string])[]
}

const WIDTH = 560
const HEIGHT = 230
const BOX = { left: 52, right: 14, top: 10, bottom: 24 }
const SMALLEST_LOG = 0.1

/** A chart as SVG with its title and its lines' names: `''` when there is nothing to draw. */
export function renderLineChart(chart: LineChart): string {
  const drawn = chart.lines.filter(({ points }) => points.some(([, y]) => y !== null))
  const xs = drawn.flatMap(({ points }) => points.map(([x]) => x))
  const ys = drawn.flatMap(({ points }) => points.flatMap(([, y]) => y === null ? [] : [y]))
  if (xs.length === 0)
    return ''
  const log = chart.log ?? false
  const highest = max(ys)
  const ticks = log
    ? logTicks(Math.max(SMALLEST_LOG, min(ys.filter(y => y > 0))), Math.max(1, highest))
    : linearTicks(highest)
  const begin = min([...xs, ...chart.marks.map(([x]) => x)])
  const toX = scale(begin, max(xs), BOX.left, WIDTH - BOX.right)
  const ofY = log ? (y: number) => Math.log10(Math.max(y, ticks[0]!)) : (y: number) => y
  const linear = scale(ofY(ticks[0]!), ofY(ticks.at(-1)!), HEIGHT - BOX.bottom, BOX.top)
  const toY = (y: number): number => linear(ofY(y))

  return `<figure class="chart"><figcaption><b>${escapeHtml(chart.title)}</b>`
    + `<span class="unit">${escapeHtml(chart.unit)}</span>${drawn.map(legendOf).join('')}</figcaption>`
    + `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escapeHtml(chart.title)}">${
      ticks.map(tick => gridLine(toY(tick), formatTick(tick))).join('')
    }${chart.marks.map(([x, words]) => markOf(toX(x), words)).join('')
    }${drawn.map(line => pathOf(line, toX, toY)).join('')
    }</svg></figure>`
}

function legendOf({ name, tone, dashed }: ChartLine): string {
  return `<span class="key tone${tone}${dashed ? ' dashed' : ''}">${escapeHtml(name)}</span>`
}

function gridLine(y: number, words: string): string {
  return `<line class="grid" x1="${BOX.left}" x2="${WIDTH - BOX.right}" y1="${px(y)}" y2="${px(y)}"/>`
    + `<text class="tick" x="${BOX.left - 8}" y="${px(y + 3.5)}" text-anchor="end">${words}</text>`
}

function markOf(x: number, words: string): string {
  return `<text class="tick" x="${px(x)}" y="${HEIGHT - 6}" text-anchor="middle">${escapeHtml(words)}</text>`
}

/** A gap ends the stroke; a point on its own is drawn as a dot. */
function pathOf(
  { points, tone, dashed }: ChartLine,
  toX: (x: number) => number,
  toY: (y: number) => number,
): string {
  let path = ''
  let isDown = false
  for (const [x, y] of points) {
    if (y !== null)
      path += `${isDown ? 'L' : 'M'}${px(toX(x))} ${px(toY(y))}${isDown ? '' : 'h0.01'}`
    isDown = y !== null
  }
  return `<path class="line tone${tone}${dashed ? ' dashed' : ''}" d="${path}"/>`
}

function scale(from: number, to: number, low: number, high: number): (value: number) => number {
  const span = to - from || 1
  return value => low + (value - from) / span * (high - low)
}

function formatTick(value: number): string {
  const [divisor, suffix] = value >= 1e6 ? [1e6, 'M'] : value >= 1e4 ? [1e3, 'k'] : [1, '']
  return `${(value / divisor).toLocaleString('en-US', { maximumFractionDigits: 2 })}${suffix}`
}

function px(value: number): string {
  return value.toFixed(1)
}

// Not Math.max(...values): an hour has more seconds than a call takes arguments of several lines.
function max(values: readonly number[]): number {
  return values.reduce((a, b) => Math.max(a, b), -Infinity)
}

function min(values: readonly number[]): number {
  return values.reduce((a, b) => Math.min(a, b), Infinity)
}
