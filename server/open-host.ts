import { isLoopback } from './config-values.ts'

/** What could be read of the settings that decide who gets in. */
export interface HostSettings {
  GRIDWALL_HOST?: string
  GRIDWALL_VIEW_TOKEN?: string | null
  GRIDWALL_ORIGINS?: readonly string[]
}

/** What is missing before other machines may be let in: a line each, with what to set. */
export function openHostProblems(settings: HostSettings): string[] {
  const { GRIDWALL_HOST: host, GRIDWALL_ORIGINS: origins } = settings
  if (host === undefined || isLoopback(host))
    return []
  const open = `GRIDWALL_HOST: ${host} lets other machines in`
  const problems: string[] = []
  if (settings.GRIDWALL_VIEW_TOKEN === null)
    problems.push(`${open}, so reading needs a token: set GRIDWALL_VIEW_TOKEN`)
  if (origins?.length === 0 || origins?.some(origin => !origin.startsWith('https://')))
    problems.push(`${open}, so tokens must travel over https: set GRIDWALL_ORIGINS to https:// origins only (of your TLS proxy)`)
  return problems
}
