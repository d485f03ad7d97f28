import type { SimIo } from '../sim-io.ts'
import type { Survey } from './survey-table.ts'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { IANAZone } from 'luxon'
import { MAX_REGIONS } from '../../city/build-regions.ts'
import { loadCity } from '../../city/load-city.ts'
import { HOME } from '../../programs/home.ts'
import { SimError } from '../sim-error.ts'
import { ZoneClock } from '../time/zone-clock.ts'
import { buildFiles, OTHER } from './build-files.ts'
import { loadDraft } from './draft-mapping.ts'
import { surveyTable } from './survey-table.ts'

const METRICS = path.join(HOME, 'simulator/scaffold/metrics.json')
/** What a profile holds less than of each: see city/. */
const MOST = { regions: MAX_REGIONS, categories: 2000, channels: 200 } as const
const ID = /^[a-z][a-z0-9-]{0,63}$/

export interface ScaffoldOptions {
  /** A case table: .csv, .ndjson, .json or .parquet. */
  readonly from: string
  /** A mapping whose codes need not exist yet. */
  readonly mapping: string
  /** Folder of the new profile; its last part becomes the city's id. */
  readonly out: string
  /** The city's name. @default the id */
  readonly name?: string | undefined
  /** IANA zone. @default the mapping's */
  readonly timezone?: string | undefined
}

/** What a scaffold made, and what it could not use. */
export interface ScaffoldSummary { readonly cases: number, readonly rejected: number }

/**
 * Makes a minimal profile from a case table: regions, categories, channels, workflow, calendar,
 * metrics, and the mapping with its codes. Throws SimError for what a person can put right.
 */
export async function runScaffold(options: ScaffoldOptions, io: SimIo): Promise<ScaffoldSummary> {
  const { from, out } = options
  const id = path.basename(path.resolve(out))
  if (!ID.test(id)) {
    throw new SimError('usage', `--out ends in '${id}', which becomes the city's id: give a folder `
      + 'named with lower-case letters, digits and -')
  }
  const mapping = await loadDraft(options.mapping)
  const timezone = options.timezone ?? mapping.timezone
  if (timezone === undefined || !IANAZone.isValidZone(timezone)) {
    throw new SimError('usage', `${timezone === undefined ? 'the city has no zone' : `'${timezone}' is no zone`}: `
      + 'give --timezone an IANA name such as Asia/Shanghai, or the mapping a timezone')
  }
  await checkEmpty(out)
  const survey = await surveyTable(from, mapping, {
    timezone: mapping.timezone ?? timezone,
    rootCode: id,
    otherCode: OTHER,
    onRows: rows => io.err(`${rows} rows\n`),
  })
  if (survey.cases === 0) {
    throw new SimError('source_unreadable', `${from} gives no case: `
      + `${reasons(survey).join(', ') || 'it has no rows'}. Correct the mapping or give another file`)
  }
  checkSizes(survey, from)
  const names = { id, name: options.name ?? id, timezone }
  const files = buildFiles(mapping, survey, names, await readFile(METRICS, 'utf8'))
  const { notes } = survey
  files['README.md'] = readme(options, survey, names)
  await mkdir(out, { recursive: true })
  for (const [name, text] of Object.entries(files))
    await writeFile(path.join(out, name), text)
  await loadCity(out)
  io.out(summaryText(options, survey, timezone))
  return { cases: survey.cases, rejected: notes.rejectedCount }
}

async function checkEmpty(out: string): Promise<void> {
  const held = await readdir(out).catch(() => [])
  if (held.length > 0) {
    throw new SimError('out_unwritable', `${out} holds ${held.length} files already, `
      + 'give --out another folder or remove them')
  }
}

// A column of free texts, taken for categories, would give thousands.
function checkSizes(survey: Survey, from: string): void {
  for (const [kind, most] of Object.entries(MOST)) {
    const count = survey[kind as keyof typeof MOST].nodes().length
    if (count >= most) {
      throw new SimError('source_unreadable', `${from} gives ${count} ${kind}, a profile has fewer `
        + `than ${most}: read them from columns with fewer texts`)
    }
  }
}

function reasons({ notes }: Survey): string[] {
  return Array.from(notes.rejected, ([why, count]) => `${count} rows: ${why}`)
}

function windowText({ first, last }: Survey, timezone: string): string {
  const clock = new ZoneClock(timezone)
  return `${clock.format(first)} to ${clock.format(last)}`
}

function summaryText({ from, out }: ScaffoldOptions, survey: Survey, timezone: string): string {
  const count = (list: readonly unknown[]): string => String(list.length + 1)
  return [
    `read ${survey.notes.rows} rows, ${survey.cases} cases`,
    ...reasons(survey).map(reason => `  rejected ${reason}`),
    `reported from ${windowText(survey, timezone)}, ${timezone}`,
    `made ${out}: ${count(survey.regions.nodes())} regions, `
    + `${count(survey.categories.nodes())} categories, ${count(survey.channels.nodes())} channels`,
    'next:',
    `  GRIDWALL_PROFILE=${out} GRIDWALL_CLOCK=stream GRIDWALL_SOURCES=cases:a-long-random-token npm run serve`,
    `  npm run sim -- replay --from ${from} --profile ${out} --to http://127.0.0.1:3000 --token a-long-random-token`,
    '',
  ].join('\n')
}

function readme({ from }: ScaffoldOptions, survey: Survey, { name, timezone }: Record<'name' | 'timezone', string>): string {
  return `# ${name}

Made by \`npm run sim -- scaffold\` from ${path.basename(from)}: ${survey.cases} cases, reported from
${windowText(survey, timezone)} (${timezone}).

| file | what is to be done with it |
|---|---|
| \`profile.json\` | names, title, workflow; mark sensitive categories with \`"sensitive": true\` |
| \`regions.csv\` | names and places: medians of the cases' coordinates, which is a schematic |
| \`calendar.json\` | when days and periods begin, working time, holidays, how long things may take |
| \`metrics.json\` | the nine core metrics, without targets |
| \`mapping.json\` | the codes that were made. New texts go to the root region and to "other", and are counted |
`
}
