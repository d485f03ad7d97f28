import type { MetricDefinition } from '../../contract/metric-definition.ts'
import { readFileSync } from 'node:fs'
import path from 'node:path'

const FILE = path.join(import.meta.dirname, '../../profiles/dongying/metrics.json')

/** The definitions of Dongying, which every test city may borrow. */
export function plainMetrics(): MetricDefinition[] {
  return JSON.parse(readFileSync(FILE, 'utf8')) as MetricDefinition[]
}
