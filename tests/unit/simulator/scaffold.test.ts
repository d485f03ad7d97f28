import type { ScaffoldOptions } from '../../../simulator/scaffold/run-scaffold.ts'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadCity } from '../../../city/load-city.ts'
import { runScaffold } from '../../../simulator/scaffold/run-scaffold.ts'
import { loadStream } from '../../../simulator/sources/load-stream.ts'
import { buildFolder, buildIo, PROFILES } from './sim-fixtures.ts'

const LINDAU = path.join(PROFILES, '../docs/examples/lindau')
const DRAFT = {
  caseId: { column: '编号' },
  timezone: 'Asia/Shanghai',
  timeFormats: ['yyyy-MM-dd HH:mm'],
  steps: [
    { type: 'reported', column: '上报时间' },
    { type: 'closed', column: '结案时间' },
    { type: 'urged', column: '督办时间' },
  ],
  region: { columns: ['街道', '社区'] },
  category: { columns: ['大类', '小类'] },
  channel: { columns: ['来源'] },
}
const TABLE = `编号,上报时间,结案时间,督办时间,街道,社区,大类,小类,来源
1,2026-03-01 08:00,,,城东街道,南里社区,市容环境,占道经营,热线
2,2026-03-01 09:00,2026-03-02 09:00,,城东街道,北里社区,市容环境,环境卫生,网格通
3,2026-03-01 10:00,,2026-03-02 10:00,城西街道,,市容环境,占道经营,热线
4,2026-03-02 10:00,,,城西街道,南里社区,,,
5,昨天,,,城西街道,南里社区,,,
`

async function scaffold(
  changes: Partial<ScaffoldOptions> = {},
  files: { table?: string, draft?: object } = {},
): Promise<{ out: string, said: string, rejected: number }> {
  const folder = await buildFolder()
  const [from, mapping] = [path.join(folder, 'cases.csv'), path.join(folder, 'draft.json')]
  await writeFile(from, files.table ?? TABLE)
  await writeFile(mapping, JSON.stringify(files.draft ?? DRAFT))
  const options = { from, mapping, out: path.join(folder, 'my-city'), name: '示范市', ...changes }
  const io = buildIo()
  const { rejected } = await runScaffold(options, io)
  return { out: options.out, said: io.printed.join(''), rejected }
}

describe('a profile made from a table', () => {
  it('holds the regions, categories and channels of the table, with numbered codes for Chinese words', async () => {
    const { out, said, rejected } = await scaffold()
    const city = await loadCity(out)
    expect(city).toMatchObject({ id: 'my-city', name: '示范市', locale: 'zh-CN', timezone: 'Asia/Shanghai', root: 'my-city' })
    const tree = Array.from(city.regions.values(), ({ name, level, parent }) =>
      [name, level, parent === null ? null : city.regions.get(parent)!.name])
    expect(tree).toEqual([
      ['示范市', 'city', null],
      ['城东街道', 'level-2', '示范市'],
      ['城西街道', 'level-2', '示范市'],
      ['南里社区', 'level-3', '城东街道'],
      ['北里社区', 'level-3', '城东街道'],
      ['南里社区', 'level-3', '城西街道'],
    ])
    expect(Array.from(city.categories.values(), ({ name }) => name)).toEqual(['市容环境', '占道经营', '环境卫生', '其他'])
    expect(Array.from(city.channels.values(), ({ name }) => name)).toEqual(['热线', '网格通', '其他'])
    expect(city.workflow.map(({ name, events }) => [name, events])).toEqual([['上报', ['reported', 'urged']], ['结案', ['closed']]])
    expect(rejected).toBe(1)
    expect(said).toContain('rejected 1 rows: 上报时间 is not a time')
    expect(said).toContain('reported from 2026-03-01T08:00:00+08:00 to 2026-03-02T10:00:00+08:00')
  })

  it('brings the mapping with which every case of the table finds its place', async () => {
    const { out } = await scaffold()
    const city = await loadCity(out)
    const { events, notes } = await loadStream(path.join(out, '../cases.csv'), path.join(out, 'mapping.json'), city)
    const regions = events.filter(event => event.type === 'reported').map((event) => {
      const { region, category, channel } = JSON.parse(`{${event.attributes.slice(1)}}`) as Record<string, string>
      const places = [city.regions.get(region!), city.categories.get(category!)]
      return [...places, city.channels.get(channel!)].map(named => named!.name)
    })
    expect(regions).toEqual([
      ['南里社区', '占道经营', '热线'],
      ['北里社区', '环境卫生', '网格通'],
      ['城西街道', '占道经营', '热线'],
      ['南里社区', '其他', '其他'],
    ])
    expect(Object.fromEntries(notes.rejected)).toEqual({ '上报时间 is not a time': 1 })
  })

  it('takes words for codes, medians for places, and the codes that the mapping chooses', async () => {
    const draft = JSON.parse(await readFile(path.join(LINDAU, 'mapping.json'), 'utf8')) as typeof DRAFT
    const region = { columns: ['district'], values: { Altstadt: 'old-town', Insel: 'old-town' } }
    const { out } = await scaffold({ from: path.join(LINDAU, 'cases.csv') }, { draft: { ...draft, region } })
    expect((await readFile(path.join(out, 'regions.csv'), 'utf8')).split('\n').slice(1, -1)).toEqual([
      'my-city,示范市,city,,9.6917,47.5512',
      'old-town,Altstadt,district,my-city,9.6841,47.5463',
      'aeschach,Aeschach,district,my-city,9.6930,47.5581',
    ])
    const city = await loadCity(out)
    expect(city.locale).toBe('en')
    expect([...city.categories.keys()]).toContain('roads.street-light')
  })

  it('stands for a whole real city: Boston from its columns alone', async () => {
    const boston = path.join(PROFILES, 'boston')
    const draft = {
      ...JSON.parse(await readFile(path.join(boston, 'mapping.json'), 'utf8')) as typeof DRAFT,
      region: { columns: ['neighborhood'] },
    }
    const from = path.join(boston, 'data/boston-311-2011-07-to-10.csv.gz')
    const { out, rejected } = await scaffold({ from, name: 'Boston' }, { draft })
    expect(rejected).toBe(0)
    const city = await loadCity(out)
    const real = await loadCity(boston)
    expect([...city.categories.keys()]).toEqual(expect.arrayContaining([...real.categories.keys()]))
    expect([...city.channels.keys()]).toEqual(expect.arrayContaining([...real.channels.keys()]))
    const place = city.regions.get('roxbury')!
    expect(place.lon).toBeCloseTo(real.regions.get('roxbury')!.lon!, 2)
  })

  it.each([
    [{ out: 'My City' }, {}, `--out ends in 'My City'`],
    [{ timezone: 'Mars/Base' }, {}, `'Mars/Base' is no zone`],
    [{}, { draft: { ...DRAFT, timezone: undefined } }, 'the city has no zone: give --timezone'],
    [{}, { draft: { ...DRAFT, steps: [{ type: 'closed', column: '结案时间' }] } }, `the first step must be 'reported'`],
    [{}, { draft: { ...DRAFT, region: { columns: ['区县'] } } }, 'has no column 区县'],
    [{}, { table: TABLE.split('\n')[0]! }, 'gives no case: it has no rows'],
    [{}, { table: TABLE.replaceAll('2026-', '') }, 'gives no case: 5 rows: 上报时间 is not a time'],
    [{ out: PROFILES.replace(/$/, '/boston') }, {}, 'files already, give --out another folder'],
    [{}, { draft: { ...DRAFT, channel: { columns: ['编号'] } }, table: [TABLE.split('\n')[0], ...Array.from({ length: 200 }, (_, i) => `${i},2026-03-01 08:00,,,a,b,c,d,e`)].join('\n') }, 'gives 200 channels, a profile has fewer than 200'],
  ])('refuses %j, %j', async (changes, files, message) => {
    await expect(scaffold(changes, files)).rejects.toThrow(message)
  })
})
