import type { LoadReport } from '../load-report.ts'
import type { WaitSummary } from '../wait-times.ts'
import { escapeHtml } from './escape-html.ts'
import { renderLineChart } from './line-chart.ts'
import { REPORT_STYLE } from './report-style.ts'
import { chartsOf } from './run-charts.ts'
import { renderTable } from './table.ts'
import { verdictTables } from './verdict-tables.ts'

/** The report as one page without any part from outside. `picture`: a JPEG of the wall, or none. */
export function renderReport(report: LoadReport, picture: Buffer | null): string {
  const { verdict, machine } = report
  const { cores, cpu, memoryGiB, system, node } = machine
  const state = verdict.exact ? 'good' : 'bad'
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<title>Load report, ${escapeHtml(report.startedAt)}</title><style>${REPORT_STYLE}</style></head><body><main>
<header><div><h1>Load report</h1><p>${escapeHtml(
  `${report.startedAt.replace('T', ' ').slice(0, 19)} UTC · profile ${report.profile} · ${cores} cores (${cpu}), `
  + `${memoryGiB} GiB, ${system}, Node ${node}`,
)}</p></div><div class="verdict ${state}">${verdict.exact ? 'EXACT' : 'NOT EXACT'}</div></header>
<div class="tiles">${tilesOf(report)}</div>
<div class="charts">${chartsOf(report).map(renderLineChart).join('\n')}</div>
<h2>Waiting times</h2>
<p class="note">From the moment a line should have been sent, so that a server which falls behind cannot hide it. To the screen: the first
frame that contains the line, in every screen. To the pixel: the second animation frame of the browser after it.</p>
${waitTable(report)}
${searchTable(report)}
<h2>Verdict</h2>
${verdictTables(verdict)}
${picture === null ? '' : `<h2>The wall at the end</h2><img class="picture" alt="The wall in Chromium at the end of the run" src="data:image/jpeg;base64,${picture.toString('base64')}">`}
<h2>Configuration</h2>
${configTable(report)}
</main></body></html>
`
}

function tilesOf(report: LoadReport): string {
  const { counts, eventToAck, eventToScreen, eventToPixel, verdict } = report
  const tile = (value: string, unit: string, words: string): string =>
    `<div class="tile"><b>${value}<small>${unit}</small></b><span>${escapeHtml(words)}</span></div>`
  const wait = (waits: { summary: WaitSummary } | null, words: string): string =>
    waits === null || waits.summary.p99 === null ? '' : tile(round(waits.summary.p99), 'ms', words)
  return [
    tile(number(counts.lines), 'lines', `sent in ${report.sendSeconds.toFixed(0)} s, ${number(counts.events)} of them new events`),
    tile(number(Math.round(report.answeredPerSecond)), '/s', 'answered, on disk'),
    wait(eventToAck, 'event to ack, p99'),
    wait(eventToScreen, 'event to screen, p99'),
    wait(eventToPixel, 'event to pixel, p99'),
    tile(number(verdict.differenceCount), '', `differences in ${number(verdict.compared)} numbers`),
  ].join('')
}

function waitTable({ eventToAck, eventToScreen, eventToPixel }: LoadReport): string {
  const cells = (name: string, waits: { summary: WaitSummary } | null): string[][] => {
    if (waits === null || waits.summary.count === 0)
      return []
    const { count, mean, p50, p90, p99, p999, max } = waits.summary
    return [[name, number(count), ...[mean, p50, p90, p99, p999, max].map(ms => ms === null ? '' : round(ms))]]
  }
  return renderTable(['ms', 'measured (batches, in every screen)', 'mean', 'p50', 'p90', 'p99', 'p99.9', 'longest'], [
    ...cells('event to ack', eventToAck),
    ...cells('event to screen', eventToScreen),
    ...cells('event to pixel', eventToPixel),
  ])
}

function searchTable({ search }: LoadReport): string {
  if (search === null)
    return ''
  const found = search.best === null ? 'none' : `${number(search.best)} lines/s`
  return `<h2>Highest rate with p99 within ${search.boundMs} ms: ${found}</h2>${
    renderTable(['lines/s', 'ack p99, ms', 'screen p99, ms', 'told to wait', 'within'], search.steps.map(step => [
      number(step.linesPerSecond),
      step.ackP99Ms === null ? '' : round(step.ackP99Ms),
      step.screenP99Ms === null ? '' : round(step.screenP99Ms),
      number(step.refusals),
      step.passed ? 'yes' : 'no',
    ]))}`
}

function configTable({ options, screens, settleSeconds, seconds }: LoadReport): string {
  const { chaos } = options
  const percents = Object.entries(chaos).filter(([, share]) => share > 0).map(([name, share]) => `${name} ${Number((share * 100).toFixed(3))} %`)
  const heaps = seconds.flatMap(({ browserHeapMiB }) => browserHeapMiB ?? [])
  return renderTable(['', ''], [
    ['Server', options.to],
    ['Rate', `${number(options.rate)} lines/s for ${number(options.seconds)} s from ${options.producers} process(es)`],
    ['Chaos', percents.length === 0 ? 'none' : percents.join(', ')],
    ['Cases', `seed ${options.seed}, spread over ${options.days} days that end with the run's start`],
    ['Screens', `${number(options.screens)}, ${number(screens.deltas)} changes received, `
    + `${number(screens.resyncs)} skipped and asked for again, ${number(screens.returns)} connections made anew`],
    ['Browser', heaps.length === 0
      ? 'none'
      : `one wall in Chromium, 1920 × 1080; its heap ${heaps[0]!.toFixed(1)} MiB at first, `
        + `${heaps.at(-1)!.toFixed(1)} at the end`],
    ['Until ClickHouse had all', `${settleSeconds.toFixed(1)} s after the last answer`],
  ])
}

function number(value: number): string {
  return value.toLocaleString('en-US')
}

function round(ms: number): string {
  return ms < 10 ? ms.toFixed(1) : number(Math.round(ms))
}
