import type { Publication } from '../../../server/live/publication.ts'
import { expect, it } from 'vitest'
import { createHub } from '../../../server/live/hub.ts'
import { panelsWith } from '../../helpers/panels.ts'

const MOMENT = {
  computedAt: '2026-11-21T10:00:01.000Z',
  clock: 'wall' as const,
  lag: { events: 0, since: null },
  sources: [],
}

function contents(seq: number, ...scopes: string[]) {
  const content = { seq, asOf: '2026-11-21T10:00:00Z', panels: panelsWith(seq) }
  return new Map(scopes.map(scope => [scope, content]))
}

function listenedHub() {
  const hub = createHub('e1')
  const heard: Publication[] = []
  hub.subscribe(publication => heard.push(publication))
  return { hub, heard }
}

it('keeps the last frame of every scope, all of one tick', () => {
  const { hub } = listenedHub()
  hub.put(contents(1, 'c', 'n'), MOMENT)
  hub.put(contents(2, 'c', 'n'), MOMENT)
  expect(hub.get('c')?.frame).toMatchObject({ scope: 'c', epoch: 'e1', tick: 2, seq: 2 })
  expect(hub.get('n')?.frame).toMatchObject({ scope: 'n', epoch: 'e1', tick: 2, seq: 2 })
})

it('has no delta for the first frame of a scope and chains the next ones', () => {
  const { hub, heard } = listenedHub()
  hub.put(contents(1, 'c'), MOMENT)
  hub.put(contents(2, 'c', 'n'), MOMENT)
  hub.put(contents(3, 'c', 'n'), MOMENT)
  const chain = heard.map(({ scope, delta }) => [scope, delta && [delta.prev, delta.tick]])
  expect(chain).toEqual([['c', null], ['c', [1, 2]], ['n', null], ['c', [2, 3]], ['n', [2, 3]]])
})

it('has saved every frame of a tick before it tells about the first', () => {
  const hub = createHub('e1')
  const seen: unknown[] = []
  hub.subscribe(() => seen.push([hub.get('c')?.frame.seq, hub.get('n')?.frame.seq]))
  hub.put(contents(1, 'c', 'n'), MOMENT)
  expect(seen).toEqual([[1, 1], [1, 1]])
})

it('forgets a scope that the tick left out and begins anew when it comes back', () => {
  const { hub, heard } = listenedHub()
  hub.put(contents(1, 'c', 'n'), MOMENT)
  hub.put(contents(2, 'c'), MOMENT)
  expect(hub.get('n')).toBeUndefined()
  hub.put(contents(3, 'c', 'n'), MOMENT)
  expect(heard.at(-1)).toMatchObject({ scope: 'n', delta: null })
})

it('marks the last numbers stale without touching them', () => {
  const { hub, heard } = listenedHub()
  hub.put(contents(1, 'c'), MOMENT)
  hub.markStale('2026-11-21T10:00:04.000Z', { events: 9, since: '2026-11-21T10:00:03.000Z' }, [])
  expect(hub.get('c')?.frame).toMatchObject({
    tick: 2,
    seq: 1,
    computedAt: MOMENT.computedAt,
    staleSince: '2026-11-21T10:00:04.000Z',
    lag: { events: 9 },
    panels: panelsWith(1),
  })
  expect(heard.at(-1)?.delta).toMatchObject({ prev: 1, tick: 2, panels: {} })
})

it('stops telling who unsubscribed', () => {
  const hub = createHub('e1')
  let heard = 0
  const stop = hub.subscribe(() => heard++)
  hub.put(contents(1, 'c'), MOMENT)
  stop()
  hub.put(contents(2, 'c'), MOMENT)
  expect(heard).toBe(1)
})
