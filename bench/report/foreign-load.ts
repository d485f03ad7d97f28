import { readdir, readFile } from 'node:fs/promises'
import { cpus } from 'node:os'
import { steadyNow } from '../../simulator/load/steady-now.ts'

/** The unit of /proc/<pid>/stat is a hundredth of a second on every Linux that Node runs on. */
const TICK_MS = 10
const PID = /^\d+$/
/** Places after the command's name, which may hold blanks and brackets itself. */
const PARENT = 1
const TIMES = { from: 11, to: 15 }

export interface ForeignLoad {
  /** Cores that processes which are not the bench's kept busy since the start, on average. */
  read: () => Promise<number>
}

/** Watches how much of the machine other work takes: figures of a busy machine are worth less. */
export async function watchForeignLoad(): Promise<ForeignLoad> {
  const started = { at: steadyNow(), all: busyMs(), own: await familyMs(process.pid) }
  return {
    read: async () => {
      const own = await familyMs(process.pid) - started.own
      const all = busyMs() - started.all
      return Math.max(0, all - own) / (steadyNow() - started.at)
    },
  }
}

function busyMs(): number {
  return cpus().reduce((sum, { times }) => sum + times.user + times.nice + times.sys + times.irq, 0)
}

/** Processor time of a process and all that came from it, also of those that have ended. */
async function familyMs(root: number): Promise<number> {
  const children = new Map<number, { pid: number, ms: number }[]>()
  for (const name of await readdir('/proc')) {
    const pid = Number(name)
    const stat = PID.test(name) ? await readStat(pid) : null
    if (stat !== null)
      children.set(stat.parent, [...children.get(stat.parent) ?? [], { pid, ms: stat.ms }])
  }
  const sum = (pid: number): number =>
    (children.get(pid) ?? []).reduce((total, child) => total + child.ms + sum(child.pid), 0)
  return sum(root) + ((await readStat(root))?.ms ?? 0)
}

async function readStat(pid: number): Promise<{ parent: number, ms: number } | null> {
  // A process may end between the listing and the look.
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null)
  if (text === null)
    return null
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  const ticks = fields.slice(TIMES.from, TIMES.to).reduce((sum, field) => sum + Number(field), 0)
  return { parent: Number(fields[PARENT]), ms: ticks * TICK_MS }
}
