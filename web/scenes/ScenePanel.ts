import type { FunctionalComponent, VNode } from 'vue'
import type { Frame } from '../../contract/frame.ts'
import type { Wall } from '../composables/useWall.ts'
import type { ScenePanelName } from './scene-columns.ts'
import { h } from 'vue'
import { useWall } from '../composables/useWall.ts'
import BreakdownPanel from '../panels/BreakdownPanel.vue'
import DaysPanel from '../panels/DaysPanel.vue'
import HoursPanel from '../panels/HoursPanel.vue'
import LatestPanel from '../panels/LatestPanel.vue'
import MapPanel from '../panels/MapPanel.vue'
import OverduePanel from '../panels/OverduePanel.vue'
import RankingPanel from '../panels/RankingPanel.vue'
import SatisfactionPanel from '../panels/SatisfactionPanel.vue'
import SummaryPanel from '../panels/SummaryPanel.vue'
import WorkflowPanel from '../panels/WorkflowPanel.vue'

type Draw = (frame: Frame, wall: Wall) => VNode

/** Which part of the frame each panel gets. Parts that a delta left alone keep their identity. */
const DRAW: Record<ScenePanelName, Draw> = {
  summary: ({ panels }) => h(SummaryPanel, { panel: panels.summary }),
  overdue: ({ panels }) => h(OverduePanel, { panel: panels.overdue }),
  ranking: drawRanking,
  categories: ({ panels }, { t }) => h(BreakdownPanel, {
    name: 'categories',
    heading: t.categories.title,
    panel: panels.categories,
  }),
  map: ({ panels, scope }) => h(MapPanel, { panel: panels.map, region: scope }),
  workflow: ({ panels }) => h(WorkflowPanel, { panel: panels.workflow }),
  latest: ({ panels }) => h(LatestPanel, { panel: panels.latest }),
  satisfaction: ({ panels }) => h(SatisfactionPanel, { panel: panels.satisfaction }),
  hours: ({ panels }) => h(HoursPanel, { panel: panels.hours }),
  days: ({ panels }) => h(DaysPanel, { panel: panels.days }),
  channels: drawChannels,
}

function drawChannels({ panels }: Frame, { t }: Wall): VNode {
  return h(BreakdownPanel, {
    name: 'channels',
    heading: t.channels.title,
    panel: panels.channels,
  })
}

/** The lowest regions have nothing to rank: the room goes to their days, unless those have one. */
function drawRanking(frame: Frame, wall: Wall): VNode {
  return frame.panels.ranking.rows.length === 0 && wall.layout.value.shape === 'standard'
    ? DRAW.days(frame, wall)
    : h(RankingPanel, { panel: frame.panels.ranking })
}

/** One panel of the overview, by name. */
const ScenePanel: FunctionalComponent<{ name: ScenePanelName, frame: Frame }> = ({ name, frame }) =>
  DRAW[name](frame, useWall())
ScenePanel.props = ['name', 'frame']

export default ScenePanel
