import type { HalfOpen } from './half-open.ts'
import { openHalf } from './half-open.ts'

// Run by half-open-crowd.ts in a process of its own, so that these sockets take none of the files
// that the test's process may open. A number asks for as many more, any message for an answer.

const [url = ''] = process.argv.slice(2)
const groups: HalfOpen[] = []

process.on('message', (more: number) => void answer(more))
process.on('disconnect', () => process.exit())

async function answer(more: number): Promise<void> {
  if (more > 0)
    groups.push(await openHalf(url, more))
  process.send!(groups.reduce((sum, group) => sum + group.open(), 0))
}
