import type { LoadRun } from '../load-report.ts'
import { writeFile } from 'node:fs/promises'
import { SimError } from '../../sim-error.ts'
import { renderReport } from './render-report.ts'

const HTML = /\.html?$/

/** Writes the page and, beside it, the figures. Answers the files. Throws SimError. */
export async function writeReport(
  { report, picture }: LoadRun,
  file: string,
): Promise<string[]> {
  const data = file.replace(HTML, '.json')
  try {
    await writeFile(file, renderReport(report, picture))
    await writeFile(data, `${JSON.stringify(report, null, 2)}\n`)
  }
  catch (error) {
    throw new SimError('out_unwritable', `cannot write ${file}: ${(error as Error).message}`, { cause: error })
  }
  return [file, data]
}
