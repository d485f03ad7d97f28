import { cpus, totalmem, type } from 'node:os'

/** What the figures were measured on. */
export interface Machine {
  cores: number
  cpu: string
  memoryGiB: number
  system: string
  node: string
}

export function readMachine(): Machine {
  const processors = cpus()
  return {
    cores: processors.length,
    cpu: processors[0]?.model.trim() ?? 'unknown',
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    system: type(),
    node: process.version,
  }
}
