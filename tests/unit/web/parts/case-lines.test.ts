import { expect, it } from 'vitest'
import { caseLines, twoCaseLines } from '../../../../web/parts/case-lines.ts'

const late = { where: '陈庄镇 · 住房和城乡建设局', mark: '超期 19天', aside: '三级督办' }
const PLAIN = { form: 'plain', small: false }

it('keeps the state beside a title that has room there', () => {
  expect(caseLines({ ...late, what: '商品质量不合格' }, 416, 'zh')).toEqual(PLAIN)
  expect(caseLines({ ...late, what: '公寓楼电梯频繁故障物业未修' }, 576, 'zh')).toEqual(PLAIN)
})

it('writes a title that is a little too long in the size of labels', () => {
  expect(caseLines({ ...late, what: '学校门前上下学时段的拥堵' }, 416, 'zh'))
    .toEqual({ form: 'plain', small: true })
})

it('gives a long title the room of the state, which then stands below', () => {
  const where = '陈庄镇 · 城市管理局'
  expect(caseLines({ ...late, where, what: '公寓楼电梯频繁故障物业未修' }, 416, 'zh'))
    .toMatchObject({ form: 'swapped' })
})

it('gives a longer one the whole line, where both marks have room beside the place', () => {
  const event = { where: '黄河口镇', mark: '上报', aside: '14:32:05' }
  expect(caseLines({ ...event, what: '农贸市场周边道路视线遮挡存在事故隐患' }, 416, 'zh'))
    .toEqual({ form: 'below', small: true })
})

it('writes a title in two lines before anything of it or of the place is cut', () => {
  const department = '陈庄镇 · 人力资源和社会保障局'
  const long = { ...late, where: department, what: '公寓楼电梯频繁故障物业未修' }
  expect(caseLines(long, 416, 'zh')).toEqual({ form: 'tall', small: false })
  const where = '东营农业高新技术产业示范区 · 城市管理局'
  const waiting = { what: '学校门前上下学时段的拥堵', where, mark: '已等 1天8时', aside: '' }
  expect(caseLines(waiting, 416, 'zh').form).toBe('tall')
  // Where a list has no room for that, the least is cut and the state stays where it is.
  expect(twoCaseLines(waiting, 416, 'zh').form).toBe('plain')
})

it('moves nothing before the list has a width', () => {
  expect(caseLines({ ...late, what: '很'.repeat(40) }, 0, 'zh')).toEqual(PLAIN)
})
