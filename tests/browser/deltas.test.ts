import { expect, it } from 'vitest'
import { buildFrame } from '../fixtures/frames/build-frame.ts'
import { useStage } from './support/stage.ts'

const stage = useStage()
const frame = () => buildFrame(stage.city('dongying').profile, '370500')
const overdue = (total: number) => ({ overdue: { ...frame().panels.overdue, total } })

it('applies deltas in a row without asking for anything', async () => {
  const { page, server } = await stage.show('dongying', [frame()])
  for (let total = 101; total <= 120; total++)
    server.tick('370500', overdue(total))
  await stage.reads(page, '[data-panel="overdue"]', /超期 120 /)
  expect(server.asked).toEqual({ join: 1, resync: 0 })
})

it('asks once for a snapshot when a delta got lost, and then shows the exact frame', async () => {
  const { page, server } = await stage.show('dongying', [frame()])
  server.tick('370500', overdue(200), { lose: true })
  server.tick('370500', { hours: frame().panels.hours })
  await stage.reads(page, '[data-panel="overdue"]', /超期 200 /)
  expect(server.asked.resync).toBe(1)
})

it('shows a new event on top and drops the oldest row', async () => {
  const { page, server } = await stage.show('dongying', [frame()])
  const rows = page.locator('[data-panel="latest"] li')
  const count = await rows.count()
  const { latest } = frame().panels
  const news = { ...latest.events[0]!, id: 'E99999', seq: 99_999, title: '刚刚上报的事件' }
  server.tick('370500', { latest: { ...latest, events: [news, ...latest.events] } })
  await stage.reads(page, '[data-panel="latest"] li:first-child', /刚刚上报的事件/)
  expect(await rows.count()).toBe(count)
})

it('lists nothing late as good news', async () => {
  const { page, server } = await stage.show('dongying', [frame()])
  const { summary } = frame().panels
  const today = summary.windows.today
  const none = { numerator: 0, denominator: null, value: 0 }
  server.tick('370500', {
    overdue: { total: 0, overdue: [], dueSoonTotal: 0, dueSoon: [] },
    summary: {
      ...summary,
      longestOverdueHours: null,
      windows: {
        ...summary.windows,
        today: { ...today, metrics: { ...today.metrics, overdue: none } },
      },
    },
  })
  await stage.reads(page, '[data-panel="overdue"]', /当前无超期，无临期/)
  await stage.reads(page, '[data-panel="summary"]', /当前无超期/)
  await stage.reads(page, '[data-panel="alert"]', /当前无超期事件/)
})
