import type { Registry } from 'prom-client'
import type { CutReason } from './limit-connections.ts'
import { Counter } from 'prom-client'

/** Adds the counter of connections that were cut; the answer counts one. */
export function addCutCounter(registry: Registry): (reason: CutReason) => void {
  const cuts = new Counter({
    name: 'gridwall_connections_cut_total',
    help: 'Connections by why they were cut: full (too many are open), slow (no request in time)',
    labelNames: ['reason'],
    registers: [registry],
  })
  return reason => cuts.inc({ reason })
}
