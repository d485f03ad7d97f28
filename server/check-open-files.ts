/** What a server opens besides connections: tables of the state store, logs, the engine's pipes. */
const OTHER_FILES = 500
// The soft limit counts; Node raises it to the hard one when it starts.
const SOFT_LIMIT = /^Max open files +(\d+)/m

/**
 * A warning when the process may open fewer files than its limit of connections needs: then the
 * system refuses connections and files alike, before the server cuts connections in good order.
 * Null when there are enough, or nobody knows.
 * @param maxConnections GRIDWALL_MAX_CONNECTIONS
 * @param limits text of /proc/self/limits, '' where there is none
 */
export function checkOpenFiles(maxConnections: number, limits: string): string | null {
  const [, soft] = SOFT_LIMIT.exec(limits) ?? []
  if (soft === undefined || Number(soft) >= maxConnections + OTHER_FILES)
    return null
  return `the system lets this process open ${soft} files, which is too few for `
    + `GRIDWALL_MAX_CONNECTIONS=${maxConnections}: allow ${maxConnections + OTHER_FILES} (ulimit -Hn, `
    + 'LimitNOFILE) or set it lower'
}
