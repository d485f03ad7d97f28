import { execFileSync } from 'node:child_process'
import path from 'node:path'

/** Before a suite: page and programs are those of the sources as they are. */
export default function build(): void {
  const script = path.resolve(import.meta.dirname, '../../scripts/build.mjs')
  execFileSync(process.execPath, [script, '--if-changed'], { stdio: 'inherit' })
}
