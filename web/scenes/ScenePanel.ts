import type { FunctionalComponent, VNode } from 'vue'
import type { Frame } from '../../contract/frame.ts'
import type { Messages } from '../i18n/messages.ts'
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

type Draw = (frame: Frame, t: Messages) => VNode

/** Which part of the frame each panel gets. Parts that a delta left alone keep their identity. */
const DRAW: Record<ScenePanelName, Draw> = {
  summary: ({ panels }) => h(SummaryPanel, { panel: panels.summary }),
  overdue: ({ panels }) => h(OverduePanel, { panel: panels.overdue }),
  ranking: ({ panels }) => h(RankingPanel, { panel: panels.ranking }),
  categories: ({ panels }, { categories }) =>
    h(BreakdownPanel, { name: 'categories', heading: categories.title, panel: panels.categories }),
  map: ({ panels, scope }) => h(MapPanel, { panel: panels.map, region: scope }),
  workflow: ({ panels }) => h(WorkflowPanel, { panel: panels.workflow }),
  latest: ({ panels }) => h(LatestPanel, { panel: panels.latest }),
  satisfaction: ({ panels }) => h(SatisfactionPanel, { panel: panels.satisfaction }),
  hours: ({ panels }) => h(HoursPanel, { panel: panels.hours }),
  days: ({ panels }) => h(DaysPanel, { panel: panels.days }),
  channels: ({ panels }, { channels }) =>
    h(BreakdownPanel, { name: 'channels', heading: channels.title, panel: panels.channels }),
}

/** One panel of the overview, by name. */
const ScenePanel: FunctionalComponent<{ name: ScenePanelName, frame: Frame }> = ({ name, frame }) =>
  DRAW[name](frame, useWall().t)
ScenePanel.props = ['name', 'frame']

export default ScenePanel
