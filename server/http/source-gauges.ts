import type { Registry } from 'prom-client'
import type { Readings } from './measurements.ts'
import { Gauge } from 'prom-client'
import { SOURCE_STATES } from '../../contract/sources.ts'

/** One series a configured source. What is not known has no sample: a 0 would be a claim. */
export function addSourceGauges(
  registry: Registry,
  { sources, wallNow, caseNow }: Pick<Readings, 'sources' | 'wallNow' | 'caseNow'>,
): void {
  const registers = [registry]
  const heard: Gauge = new Gauge({
    name: 'gridwall_source_heard_age_seconds',
    help: 'Since the source was heard last; absent before the first time',
    labelNames: ['source'],
    registers,
    collect: () => sources().forEach(({ name, heardAt }) => {
      if (heardAt !== null)
        heard.set({ source: name }, (wallNow() - heardAt) / 1000)
    }),
  })
  const watermark: Gauge = new Gauge({
    name: 'gridwall_source_watermark_age_seconds',
    help: 'How far the source\'s watermark is behind the clock of the cases; absent without one',
    labelNames: ['source'],
    registers,
    collect: () => sources().forEach(({ name, watermark: at }) => {
      if (at !== null)
        watermark.set({ source: name }, (caseNow() - at) / 1000)
    }),
  })
  const state: Gauge = new Gauge({
    name: 'gridwall_source_state',
    help: '1 for the state the source is in: live, quiet, late or never; 0 for the others',
    labelNames: ['source', 'state'],
    registers,
    collect: () => sources().forEach((source) => {
      for (const name of SOURCE_STATES)
        state.set({ source: source.name, state: name }, Number(source.state === name))
    }),
  })
}
