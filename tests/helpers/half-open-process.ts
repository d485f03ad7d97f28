import type { HalfOpen } from './half-open.ts'
import { openHalf } from './half-open.ts'

// Run by half-open-crowd.ts in a process of its own, so that these sockets take none of the files
// that the test's process may open. A number asks to hold so many.

const [url = ''] = process.argv.slice(2)
const groups: HalfOpen[] = []

process.on('message', (count: number) => void hold(count))
process.on('disconnect', () => process.exit())

async function hold(count: number): Promise<void> {
  const missing = count - open()
  if (missing > 0)
    groups.push(await openHalf(url, missing))
  process.send!(open())
}

function open(): number {
  return groups.reduce((sum, group) => sum + group.open(), 0)
}
