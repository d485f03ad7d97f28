import type { Shapes } from '../../../simulator/generate/shapes-file.ts'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { PROFILES } from './sim-fixtures.ts'

const SCENARIOS = path.join(PROFILES, '../simulator/scenarios')
const read = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'))
const shapes = read(path.join(PROFILES, 'dongying/generator.json')) as Shapes

interface Script { episodes: { cases?: { titles?: string[] }[] }[] }

/** Every title that the generator or a delivered scenario can come to. */
function everyTitle(): string[] {
  const wordings = Object.values(shapes.categories).flatMap(({ titles }) => titles)
  for (const file of readdirSync(SCENARIOS)) {
    const { episodes } = read(path.join(SCENARIOS, file)) as Script
    const cases = episodes.flatMap(episode => episode.cases ?? [])
    wordings.push(...cases.flatMap(one => one.titles ?? []))
  }
  return wordings.flatMap((wording) => {
    const place = /\{(\w+)\}/.exec(wording)
    const names = place ? shapes.places[place[1]!]! : []
    return place ? names.map(name => wording.replace(place[0], name)) : [wording]
  })
}

const SURNAMES = '赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕张孔曹严华金魏陶姜谢邹窦章苏潘葛范彭鲁马方任袁柳鲍史唐薛雷贺倪汤罗毕郝邬安常于傅顾孟黄穆萧尹姚邵汪祁毛米贝臧戴宋熊纪舒项祝董梁杜阮季贾路江童颜郭梅林钟徐邱骆高夏蔡田樊胡凌霍万柯管卢莫房缪解应宗丁邓洪左石崔吉龚程邢陆翁段侯刘叶白康余耿温'

describe('the titles of made-up cases', () => {
  const titles = everyTitle()

  it.each([
    ['a number of any kind', /\p{N}|[一二三四五六七八九十百零〇两]{3,}/u],
    ['Latin letters, as in a name or a number plate', /[a-z]/i],
    ['a person by surname and title', new RegExp(`[${SURNAMES}](?:某|先生|女士|小姐|师傅|经理|主任|书记|大爷|大妈|阿姨)`)],
    ['an address', /\d*(?:号楼|单元\d|栋\d|门牌|号院|村民委|[东西南北]路\d|街\d)/],
    ['a firm', /公司|集团|有限|银行|超市|酒店/],
    ['a telephone, a card or an account', /电话|手机号|身份证|账号|卡号|车牌/],
    ['a hole', /[{}]/],
  ])('hold nothing like %s', (_, pattern) => {
    expect(titles.filter(title => pattern.test(title))).toEqual([])
  })

  it('name no place of the city: a place and a matter would be a real address', () => {
    const regions = readFileSync(path.join(PROFILES, 'dongying/regions.csv'), 'utf8').split('\n')
    const names = regions.slice(1).map(line => line.split(',')).filter(([, , level]) =>
      level === 'county' || level === 'street').map(([, name]) => name!)
    expect(names.length).toBeGreaterThan(50)
    const plain = names.filter(name => name !== '开发区')
    expect(titles.filter(title => plain.some(name => title.includes(name)))).toEqual([])
  })

  it('read like those of a hotline: short, Chinese, no word twice in a row', () => {
    expect(titles.length).toBeGreaterThan(600)
    expect(titles.filter(title => !/^\p{Script=Han}{4,20}$/u.test(title))).toEqual([])
    expect(titles.filter(title => /(.{2,4})\1/.test(title))).toEqual([])
    const twice = titles.filter(title => /(道路|楼道|小区|工地|河道|沟渠|广场|绿化|商铺).*\1/.test(title))
    expect(twice).toEqual([])
  })
})
