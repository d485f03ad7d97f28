import { readFile } from 'node:fs/promises'

/** Hundredths of a second, the unit of /proc on every Linux that Node runs on. */
const TICKS_A_SECOND = 100
const TIMES = { from: 11, to: 13 }

/** Processor time that a process has used since its start, its children left out. */
export async function readCpuSeconds(pid: number): Promise<number> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8')
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  return fields.slice(TIMES.from, TIMES.to)
    .reduce((sum, field) => sum + Number(field), 0) / TICKS_A_SECOND
}
