import { writeFile } from 'node:fs/promises'

const NEEDS_QUOTES = /[",]/

export interface RegionLine {
  code: string
  name: string
  level: string
  parent: string
  place?: { lon: number, lat: number }
}

/** Writes a profile's regions.csv; places are rounded to 4 decimals, some ten metres. */
export async function writeRegions(file: string, lines: readonly RegionLine[]): Promise<void> {
  const rows = lines.map(({ code, name, level, parent, place }) =>
    [code, quote(name), level, parent, place?.lon.toFixed(4) ?? '', place?.lat.toFixed(4) ?? '']
      .join(','))
  await writeFile(file, `code,name,level,parent,lon,lat\n${rows.join('\n')}\n`)
}

function quote(text: string): string {
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
