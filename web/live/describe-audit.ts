import type { AuditHead } from '../../contract/audit.ts'
import type { MetricDefinition } from '../../contract/metric-definition.ts'
import type { Messages } from '../i18n/messages.ts'
import { definitionName } from '../../contract/metric-definition.ts'
import { countText } from '../format/figure.ts'

export interface AuditWords {
  text: string
  tone: 'plain' | 'alarm'
  shape: 'dot' | 'ring' | 'diamond'
}

/** Older than this, a time of day alone would be taken for today's. */
const DAY_MS = 86_400_000

/** One sentence on whether the stored sums were checked; null while there is nothing to say. */
export function describeAudit(
  audit: AuditHead | null,
  metrics: readonly MetricDefinition[],
  serverNowMs: number,
  t: Messages,
): AuditWords | null {
  if (audit === null)
    return null
  const { header } = t
  const { checkedAt, differences, concerns, progress, repaired } = audit
  if (differences > 0) {
    const [first, ...others] = concerns
    const name = first === undefined ? '' : labelOf(first, metrics, t)
    const what = others.length === 0 ? name : name + header.more
    const state = repaired ? header.repaired : header.unrepaired
    const text = `${header.differs(what, countText(differences, t))} · ${state}`
    return { text: text.trim(), tone: 'alarm', shape: 'diamond' }
  }
  if (checkedAt === null)
    return { text: header.checking(progress), tone: 'plain', shape: 'ring' }
  return { text: header.checked(momentText(checkedAt, serverNowMs)), tone: 'plain', shape: 'dot' }
}

/** HH:MM, and the day before it where that is not plain. `at` is in the city's zone already. */
function momentText(at: string, now: number): string {
  const time = at.slice(11, 16)
  return now - Date.parse(at) < DAY_MS ? time : `${at.slice(5, 10)} ${time}`
}

/** A metric's name, or the title of the panel that shows what no metric is made of. */
function labelOf(concern: string, metrics: readonly MetricDefinition[], t: Messages): string {
  const metric = metrics.find(candidate => definitionName(candidate) === concern)
  if (metric !== undefined)
    return t.lang.startsWith('zh') ? metric.label.zh : metric.label.en
  const titles: Readonly<Record<string, string>> = {
    categories: t.categories.title,
    channels: t.channels.title,
    workflow: t.workflow.title,
    hours: t.hours.title,
    satisfaction: t.satisfaction.title,
  }
  return titles[concern] ?? concern
}
