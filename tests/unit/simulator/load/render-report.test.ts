import type { LoadReport, WaitReport } from '../../../../simulator/load/load-report.ts'
import { expect, it } from 'vitest'
import { noCounts } from '../../../../simulator/load/producers/sent-tally.ts'
import { formatReport } from '../../../../simulator/load/report/format-report.ts'
import { renderLineChart } from '../../../../simulator/load/report/line-chart.ts'
import { linearTicks, logTicks } from '../../../../simulator/load/report/nice-ticks.ts'
import { renderReport } from '../../../../simulator/load/report/render-report.ts'
import { createWaitTimes } from '../../../../simulator/load/wait-times.ts'

const OUTSIDE = /(?:src|href)="(?!data:)|@import|url\(/

function waitsOf(...times: number[]): WaitReport {
  const waits = createWaitTimes()
  times.forEach((ms, i) => waits.record(ms, i))
  const curve: WaitReport['curve'] = [[0, waits.at(0)!], [100, waits.at(100)!]]
  return { summary: waits.summary(), seconds: waits.seconds(), curve }
}

function reportOf(change: Partial<LoadReport> = {}): LoadReport {
  const server = {
    ledgerSeq: 10,
    pendingEvents: 3,
    outboxBatches: 1,
    rssMiB: 200,
    ownMiB: 120,
    heapMiB: 60,
    loopP99Ms: 12,
    cpuSeconds: 3,
    loads: { seconds: 1, count: 2 },
    ticks: { seconds: 1, count: 2 },
    screens: 0,
    frameAgeSeconds: 0.2,
    openFiles: 40,
  }
  const second = {
    sentPerSecond: 100,
    answeredPerSecond: 90,
    refusals: 0,
    waiting: 10,
    connected: 0,
    loadMs: 40,
    tickMs: null,
    cores: 0.5,
    browserHeapMiB: null,
  }
  return {
    tool: 'gridwall load',
    startedAt: '2026-11-21T10:00:00.000Z',
    machine: { cores: 2, cpu: 'A <fast> one', memoryGiB: 8, system: 'Linux', node: 'v20' },
    options: {
      to: 'http://127.0.0.1:3000',
      profile: undefined,
      rate: 100,
      seconds: 3,
      screens: 0,
      browser: false,
      chaos: { dup: 0.05, late: 0, shuffle: 0, bad: 0 },
      findMax: null,
      seed: 1,
      days: 30,
      producers: 1,
      scopes: 100,
      onTop: false,
      report: 'r.html',
    },
    profile: 'dongying',
    counts: { ...noCounts(), lines: 300 },
    sendSeconds: 3,
    settleSeconds: 0.5,
    answeredPerSecond: 99,
    eventToAck: waitsOf(5, 12, 40),
    eventToScreen: null,
    eventToPixel: null,
    screens: { deltas: 0, resyncs: 0, returns: 0 },
    seconds: [
      { ...second, second: 1, server },
      { ...second, second: 2, server: null },
      { ...second, second: 3, server: { ...server, rssMiB: 210 } },
    ],
    search: null,
    verdict: {
      exact: true,
      checks: [{ what: 'events accepted', expected: 300, actual: 300 }],
      compared: 1234,
      differenceCount: 0,
      differences: [],
      notes: [],
      scopes: 'city 1',
    },
    ...change,
  }
}

it('is one page that asks for nothing from outside and runs nothing', () => {
  const page = renderReport(reportOf(), Buffer.from('picture'))
  expect(page).not.toMatch(OUTSIDE)
  expect(page).not.toContain('<script')
  expect(page).toContain('default-src \'none\'')
  expect(page).toContain('data:image/jpeg;base64,cGljdHVyZQ==')
})

it('shows the verdict, the figures and what it was measured on', () => {
  const page = renderReport(reportOf(), null)
  expect(page).toContain('>EXACT<')
  expect(page).toContain('1,234 numbers')
  expect(page).toContain('A &lt;fast&gt; one')
  expect(page).toContain('dup 5 %')
  expect(page).not.toContain('event to pixel</th>')
})

it('tells the heap of the browser\'s wall from the first look at it to the last', () => {
  const [first, ...others] = reportOf().seconds
  const heaps = [
    { ...first!, browserHeapMiB: 14.26 },
    ...others,
    { ...first!, second: 61, browserHeapMiB: 17.5 },
  ]
  const page = renderReport(reportOf({ seconds: heaps }), null)
  expect(page).toContain('its heap 14.3 MiB at first, 17.5 at the end')
  expect(page).toContain('Memory of the wall in the browser')
})

it('names every difference, also when the server says something that looks like HTML', () => {
  const difference = {
    what: 'closure@1',
    place: 'metrics',
    scope: '370502',
    window: 'month',
    variant: 'net pooled',
    theirs: '<b>1</b>',
    ours: '2',
  }
  const { verdict } = reportOf()
  const wrong = reportOf({
    verdict: { ...verdict, exact: false, differenceCount: 7, differences: [difference] },
  })
  const page = renderReport(wrong, null)
  expect(page).toContain('>NOT EXACT<')
  expect(page).toContain('The first 1 differences')
  expect(page).toContain('&lt;b&gt;1&lt;/b&gt;')
  expect(formatReport(wrong)).toContain('closure@1 of 370502, month net pooled (metrics): it says <b>1</b>, the oracle 2')
})

it('draws a gap where the server did not answer', () => {
  const chart = renderLineChart({
    title: 'Memory',
    unit: 'MiB',
    lines: [{ name: 'resident', tone: 1, points: [[0, 10], [1, 20], [2, null], [3, 15]] }],
    marks: [[0, '0:00']],
  })
  const path = / d="([^"]+)"/.exec(chart)![1]!
  expect(path.match(/M/g)).toHaveLength(2)
  expect(path.match(/L/g)).toHaveLength(1)
})

it('draws nothing of nothing', () => {
  expect(renderLineChart({ title: 'x', unit: '', lines: [], marks: [] })).toBe('')
})

it.each([[0.7, [0, 0.2, 0.4, 0.6, 0.8]], [3, [0, 1, 2, 3]], [1, [0, 0.25, 0.5, 0.75, 1]], [20_000, [0, 5000, 10_000, 15_000, 20_000]], [0, [0, 1]]])('has round numbers up to %d', (highest, ticks) => {
  expect(linearTicks(highest)).toEqual(ticks)
})

it('has round numbers around a range of several powers of ten', () => {
  expect(logTicks(12, 480)).toEqual([10, 20, 50, 100, 200, 500])
  expect(logTicks(0.3, 9000)).toEqual([0.1, 1, 10, 100, 1000, 10_000])
})
