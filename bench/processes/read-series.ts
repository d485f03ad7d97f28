const LINE = /^(\w+(?:\{[^}]*\})?) (\S+)$/gm

/** All series of the server's `GET /metrics`, by name and labels as they are written there. */
export async function readSeries(url: string): Promise<Map<string, number>> {
  const answer = await fetch(`${url}/metrics`)
  if (!answer.ok)
    throw new Error(`GET /metrics answered ${answer.status}`)
  const text = await answer.text()
  return new Map(Array.from(text.matchAll(LINE), ([, name, value]) => [name!, Number(value)]))
}

/** One of them. Throws when the server has no such series. */
export async function readGauge(url: string, name: string): Promise<number> {
  const value = (await readSeries(url)).get(name)
  if (value === undefined)
    throw new Error(`GET /metrics has no series ${name}`)
  return value
}
