import type { LoadReport, SecondSample, WaitReport } from '../load-report.ts'
import type { ServerSample } from '../server-sample.ts'
import type { ChartLine, LineChart } from './line-chart.ts'
import { clock } from '../progress-line.ts'

/** Everything that is drawn of a run, in the order in which it is read. */
export function chartsOf(report: LoadReport): LineChart[] {
  const { seconds, eventToAck, eventToScreen, eventToPixel } = report
  const marks = timeMarks(seconds.at(-1)?.second ?? 0)
  const chart = (title: string, unit: string, lines: ChartLine[], log = false): LineChart =>
    ({ title, unit, lines, log, marks })
  const server = (of: (server: ServerSample) => number | null): ChartLine['points'] =>
    draw(seconds, ({ server }) => server === null ? null : of(server))
  return [
    chart('Throughput', 'lines a second', [
      { name: 'sent', tone: 3, dashed: true, points: draw(seconds, one => one.sentPerSecond) },
      { name: 'answered', tone: 1, points: draw(seconds, one => one.answeredPerSecond) },
      ...optional(seconds, { name: 'told to wait', tone: 2, points: draw(seconds, one => one.refusals) }),
    ]),
    chart('Waiting times, second by second', 'ms, log', [
      ...waitLines('ack', 1, eventToAck),
      ...waitLines('screen', 2, eventToScreen),
      ...waitLines('pixel', 4, eventToPixel),
    ], true),
    percentileChart(report),
    chart('Behind', 'events acked and not in ClickHouse', [
      { name: 'waiting for ClickHouse', tone: 1, points: server(one => one.pendingEvents) },
      { name: 'without an answer', tone: 2, points: draw(seconds, one => one.waiting) },
    ]),
    chart('Work of the server', 'ms, mean', [
      { name: 'a load into ClickHouse', tone: 1, points: draw(seconds, one => one.loadMs) },
      { name: 'a tick', tone: 2, points: draw(seconds, one => one.tickMs) },
    ]),
    chart('Event loop of the server', 'ms, p99 of each second', [
      { name: 'delay', tone: 1, points: server(one => one.loopP99Ms) },
    ]),
    chart('Memory of the server', 'MiB', [
      { name: 'resident', tone: 3, points: server(one => one.rssMiB) },
      { name: 'its own', tone: 1, points: server(one => one.ownMiB) },
      { name: 'heap in use', tone: 2, points: server(one => one.heapMiB) },
    ]),
    chart('Memory of the wall in the browser', 'MiB after a collection', [
      { name: 'heap', tone: 1, points: minutes(seconds) },
    ]),
    chart('Outbox', 'batches that wait for ClickHouse', [
      { name: 'batches', tone: 1, points: server(one => one.outboxBatches) },
    ]),
    chart('Processor', 'cores of the server, its engine left out', [
      { name: 'cores', tone: 1, points: draw(seconds, one => one.cores) },
    ]),
    chart('Screens', 'connected', [
      { name: 'screens', tone: 1, points: report.options.screens === 0 ? [] : draw(seconds, one => one.connected) },
    ]),
  ]
}

/** What never happened needs no line. */
function optional(seconds: readonly SecondSample[], line: ChartLine): ChartLine[] {
  return seconds.some(({ refusals }) => refusals > 0) ? [line] : []
}

function draw(
  seconds: readonly SecondSample[],
  of: (second: SecondSample) => number | null,
): ChartLine['points'] {
  return seconds.map(second => [second.second, of(second)])
}

/** What is known once a minute: a line from one to the next. */
function minutes(seconds: readonly SecondSample[]): ChartLine['points'] {
  return draw(seconds, one => one.browserHeapMiB).filter(([, value]) => value !== null)
}

function waitLines(name: string, tone: ChartLine['tone'], waits: WaitReport | null): ChartLine[] {
  if (waits === null)
    return []
  const points = (of: 'p50' | 'p99'): ChartLine['points'] =>
    waits.seconds.map(second => [second.second, second[of]])
  return [
    { name: `${name} p50`, tone, dashed: true, points: points('p50') },
    { name: `${name} p99`, tone, points: points('p99') },
  ]
}

/** The rarest have as much room as the many: 90 %, 99 % and 99.9 % are equally far apart. */
function percentileChart({ eventToAck, eventToScreen, eventToPixel }: LoadReport): LineChart {
  const place = (percent: number): number => -Math.log10(Math.max(1e-4, 1 - percent / 100))
  const line = (name: string, tone: ChartLine['tone'], waits: WaitReport | null): ChartLine[] =>
    waits === null
      ? []
      : [{ name, tone, points: waits.curve.map(([percent, ms]) => [place(percent), ms]) }]
  return {
    title: 'How long events wait',
    unit: 'ms by percentile, log',
    log: true,
    lines: [
      ...line('to the ack', 1, eventToAck),
      ...line('to the screen', 2, eventToScreen),
      ...line('to the pixel', 4, eventToPixel),
    ],
    marks: [0, 50, 90, 99, 99.9].map(percent => [place(percent), percent === 0 ? '0 %' : `${percent}`]),
  }
}

function timeMarks(seconds: number): [number, string][] {
  const steps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600, 7200]
  const step = steps.find(one => seconds / one <= 8) ?? 14_400
  const count = Math.floor(seconds / step) + 1
  return Array.from({ length: count }, (_, i) => [i * step, clock(i * step)])
}
