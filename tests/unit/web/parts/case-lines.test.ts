import { expect, it } from 'vitest'
import { caseLines } from '../../../../web/parts/case-lines.ts'

const late = { where: '陈庄镇 · 住房和城乡建设局', mark: '超期 19天', aside: '三级督办' }
const PLAIN = { swapped: false, small: false }

it('keeps the state beside a title that has room there', () => {
  expect(caseLines({ ...late, what: '商品质量不合格' }, 416, 'zh')).toEqual(PLAIN)
  expect(caseLines({ ...late, what: '公寓楼电梯频繁故障物业未修' }, 576, 'zh')).toEqual(PLAIN)
})

it('writes a title that is a little too long in the size of labels', () => {
  expect(caseLines({ ...late, what: '学校门前上下学时段拥堵' }, 416, 'zh'))
    .toEqual({ swapped: false, small: true })
})

it('gives a long title the room of the state, which then stands below', () => {
  expect(caseLines({ ...late, what: '公寓楼电梯频繁故障物业未修' }, 416, 'zh'))
    .toMatchObject({ swapped: true })
})

it('leaves the state where it is when that would cut the place instead', () => {
  const where = '东营农业高新技术产业示范区 · 城市管理局'
  const lines = caseLines({ what: '学校门前上下学时段的拥堵', where, mark: '已等 1天8时', aside: '' }, 416, 'zh')
  expect(lines.swapped).toBe(false)
})

it('moves nothing before the list has a width', () => {
  expect(caseLines({ ...late, what: '很'.repeat(40) }, 0, 'zh')).toEqual(PLAIN)
})
